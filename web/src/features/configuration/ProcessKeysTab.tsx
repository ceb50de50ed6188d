/** The API keys of one process. */
import { KeysPanel } from '../api-keys/KeysPanel';
import type { Process } from '../processes/api';

export function ProcessKeysTab({ process }: { process: Process }) {
  return <KeysPanel key={process.id} owner={process.id} />;
}
