/** The files of a drop or a folder: folders are gone through, what systems leave behind is left out. */

/** Whether each file is a collection of its own, or all together are one. */
export type Grouping = 'each' | 'together';

/** What operating systems and editors put beside documents. */
const LEFT_BEHIND = /^(\.|~\$|Thumbs\.db$|desktop\.ini$|__MACOSX$)/i;

export const isWanted = (name: string): boolean => !LEFT_BEHIND.test(name);

/** The parcels that are sent; the same file name in two folders is two files. */
export function grouped<T>(files: readonly T[], grouping: Grouping): T[][] {
  if (files.length === 0) return [];
  return grouping === 'together' ? [[...files]] : files.map((file) => [file]);
}

/** The files of a folder that was chosen, with what stands in hidden folders left out. */
export function ofFolder(files: readonly File[]): File[] {
  return files.filter((file) => (file.webkitRelativePath || file.name).split('/').every(isWanted));
}

type Entry = Pick<FileSystemEntry, 'isFile' | 'isDirectory' | 'name'>;
type FileEntry = Entry & Pick<FileSystemFileEntry, 'file'>;
type FolderEntry = Entry & Pick<FileSystemDirectoryEntry, 'createReader'>;

const readFile = (entry: FileEntry) => new Promise<File>((done, fail) => entry.file(done, fail));

/** Everything in a folder: a reader answers with some at a time, until there are none left. */
async function entriesOf(folder: FolderEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** The files under these entries, folders gone through; one that cannot be read does not hold up the others. */
export async function filesUnder(entries: readonly Entry[]): Promise<File[]> {
  const found: File[] = [];
  for (const entry of entries) {
    if (!isWanted(entry.name)) continue;
    try {
      if (entry.isFile) found.push(await readFile(entry as FileEntry));
      else if (entry.isDirectory) found.push(...(await filesUnder(await entriesOf(entry as FolderEntry))));
    } catch {
      // It was moved or may not be read; the others are still wanted.
    }
  }
  return found;
}

/** The files of a drop. What can be gone through has to be taken while the event lasts. */
export function filesOf(items: Iterable<DataTransferItem>): Promise<File[]> {
  const [entries, loose]: [FileSystemEntry[], File[]] = [[], []];
  for (const item of items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    const file = entry ? null : item.getAsFile();
    if (entry) entries.push(entry);
    if (file) loose.push(file);
  }
  return filesUnder(entries).then((found) => [...loose, ...found]);
}
