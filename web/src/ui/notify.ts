/** Shows a notice in the corner. The one place that does, so that every notice can be closed by name. */
import { type NotificationData, notifications } from '@mantine/notifications';
import i18next from 'i18next';

export function notify(notice: NotificationData): void {
  notifications.show({ closeButtonProps: { 'aria-label': i18next.t('common.close') }, ...notice });
}
