/** The API keys of the organization. */
import { KeysPanel } from '../api-keys/KeysPanel';

export function ApiKeysTab() {
  return <KeysPanel owner={null} />;
}
