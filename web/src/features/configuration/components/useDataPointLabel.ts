/** What people read for a data point of a process; one that the configuration has no more keeps its name. */
import { useQuery } from '@tanstack/react-query';
import { configQuery } from '../../supervision/api';

export function useDataPointLabel(processId: string): (name: string) => string {
  const points = useQuery(configQuery(processId)).data?.dataPoints;
  return (name) => points?.find((point) => point.name === name)?.label ?? name;
}
