/** Chooses files or a folder, and how they are sent. */
import { ActionIcon, Button, Menu, Popover, Radio, Select, Stack, Switch } from '@mantine/core';
import { ChevronDown, FileUp, FolderUp, SlidersHorizontal, Upload as UploadIcon } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ofFolder } from '../files';
import type { UploadOptions } from '../useUploads';
import classes from './UploadButtons.module.css';

/** What the file dialog offers; the server decides by content, not by name. */
const ACCEPT = [
  '.pdf,.png,.jpg,.jpeg,.tif,.tiff,.webp,.bmp,.gif,.heic,application/pdf,image/*',
  '.docx,.doc,.odt,.rtf,.pptx,.ppt,.odp,.xlsx,.xls,.ods,.csv,.html,.htm,.txt,.xml,.eml,.msg,.zip',
].join(',');

/** Codes of Tesseract for the languages of the documents that are usual here; the server finds out by itself without one. */
const LANGUAGES = ['eng', 'deu', 'pol', 'fra', 'spa', 'ita', 'nld', 'ces', 'ukr'] as const;

type ButtonProps = { onFiles: (files: File[]) => void; large?: boolean };

export function UploadButtons({ onFiles, large = false }: ButtonProps) {
  const { t } = useTranslation();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const size = large ? 'md' : 'sm';
  return (
    <div className={classes.pair}>
      <Button
        leftSection={<UploadIcon size={16} />}
        size={size}
        className={classes.main ?? ''}
        onClick={() => files.current?.click()}
      >
        {t('queue.upload')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size={size} px={8} className={classes.more ?? ''} aria-label={t('worklist.moreUploads')}>
            <ChevronDown size={16} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<FileUp size={15} />} onClick={() => files.current?.click()}>
            {t('queue.upload')}
          </Menu.Item>
          <Menu.Item leftSection={<FolderUp size={15} />} onClick={() => folder.current?.click()}>
            {t('worklist.uploadFolder')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        accept={ACCEPT}
        data-testid={large ? 'files-first' : 'files'}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <input
        ref={folder}
        type="file"
        hidden
        {...{ webkitdirectory: '' }}
        data-testid={large ? 'folder-first' : 'folder'}
        onChange={(event) => {
          onFiles(ofFolder([...(event.currentTarget.files ?? [])]));
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}

type OptionsProps = { options: UploadOptions; onChange: (options: UploadOptions) => void };

export function UploadOptionsMenu({ options, onChange }: OptionsProps) {
  const { t, i18n } = useTranslation();
  const names = new Intl.DisplayNames([i18n.language], { type: 'language' });
  return (
    <Popover position="bottom-end" trapFocus width={310}>
      <Popover.Target>
        <ActionIcon variant="default" size={36} aria-label={t('worklist.uploadOptions')}>
          <SlidersHorizontal size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="md">
          <Radio.Group
            label={t('worklist.grouping')}
            value={options.grouping}
            onChange={(to) => onChange({ ...options, grouping: to === 'together' ? 'together' : 'each' })}
          >
            <Stack gap={6} mt={6}>
              <Radio size="xs" value="each" label={t('worklist.groupEach')} />
              <Radio size="xs" value="together" label={t('worklist.groupTogether')} />
            </Stack>
          </Radio.Group>
          <Switch
            size="xs"
            label={t('worklist.optionPriority')}
            checked={options.priority}
            onChange={(event) => onChange({ ...options, priority: event.currentTarget.checked })}
          />
          <Switch
            size="xs"
            label={t('worklist.optionSplit')}
            checked={options.split}
            onChange={(event) => onChange({ ...options, split: event.currentTarget.checked })}
          />
          <Select
            size="xs"
            label={t('worklist.optionLanguage')}
            placeholder={t('worklist.anyLanguage')}
            clearable
            clearButtonProps={{ 'aria-label': t('worklist.anyLanguage') }}
            comboboxProps={{ withinPortal: false }}
            data={LANGUAGES.map((code) => ({ value: code, label: names.of(code) ?? code }))}
            value={options.language || null}
            onChange={(language) => onChange({ ...options, language: language ?? '' })}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
