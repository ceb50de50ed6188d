/** Says why nobody can be invited to a single-user organization, and offers the way out. */
import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ConvertDialog } from '../../organization/NameDialog';
import classes from './SingleUserNote.module.css';

export function SingleUserNote() {
  const { t } = useTranslation();
  const [open, dialog] = useDisclosure(false);
  return (
    <div className={classes.note}>
      <Users size={22} strokeWidth={1.7} aria-hidden="true" className={classes.icon} />
      <div className={classes.words}>
        <Text fw={550}>{t('people.single')}</Text>
        <Text size="sm">{t('organization.singleText')}</Text>
      </div>
      <Button onClick={dialog.open}>{t('organization.convertButton')}</Button>
      <ConvertDialog opened={open} onClose={dialog.close} />
    </div>
  );
}
