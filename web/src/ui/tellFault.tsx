/** A notice of a request that failed, where there is no better place to say so. */
import { Fault } from './Fault';
import { notify } from './notify';

export function tellFault(error: Error): void {
  notify({
    message: <Fault error={error} />,
    autoClose: 12_000,
    withBorder: false,
    p: 0,
    styles: { icon: { display: 'none' }, root: { '--notification-color': 'transparent' } },
  });
}
