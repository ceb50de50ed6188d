/** The list of all shortcuts of a screen, made from its commands. */
import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Command, grouped } from './command';
import { Keys } from './Keys';
import classes from './Keys.module.css';

type Props = { commands: readonly Command[]; opened: boolean; onClose: () => void };

export function ShortcutHelp({ commands, opened, onClose }: Props) {
  const { t } = useTranslation();
  const listed = commands.filter((command) => command.keys.length > 0);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t('help.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {grouped(listed).map(([group, all]) => (
        <section key={group}>
          <h3 className={classes.heading}>{group}</h3>
          {all.map((command) => (
            <div key={command.id} className={classes.row}>
              <span>{command.label}</span>
              <span className={classes.all}>
                {command.keys.map((name) => (
                  <Keys key={name} name={name} />
                ))}
              </span>
            </div>
          ))}
        </section>
      ))}
    </Modal>
  );
}
