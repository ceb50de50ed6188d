-- What a process accepts without a person, and how its scores grew.

-- Thousandths of the values accepted without a person that may be wrong; none = a person accepts everything.
alter table learning_settings add column target_per_mille integer;

-- JSON list of how many values were right after so many documents, one for each training; counts only.
alter table learning_states add column curve text not null default '[]';
