/** A screen that could not be shown at all. */
import { Box } from '@mantine/core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { Fault } from './Fault';

export function ScreenFault({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Box maw={640} mx="auto" mt={64} px="md">
      <Fault error={error instanceof Error ? error : new Error(String(error))} onRetry={retry} />
    </Box>
  );
}
