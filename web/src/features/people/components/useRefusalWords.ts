/** Why the server refused, in words of our own where we have them. */
import { useTranslation } from 'react-i18next';
import { knownRefusal } from '../list';

const WORDS = {
  last_owner: 'people.lastOwner',
  already_member: 'people.alreadyMember',
  single_user_organization: 'people.singleUser',
} as const;

export function useRefusalWords() {
  const { t } = useTranslation();
  return (error: Error | null): string | null => {
    const reason = knownRefusal(error);
    return reason && t(WORDS[reason]);
  };
}
