import type { DryRunProps } from '@hookwright/cards/views'
import { late, Spinner, useLate } from '@hookwright/ui'

const lateSection = late(() => import('./dry-run-section.tsx'))

/** The dry run of the registration dialog, loaded on the first interaction. */
export const DryRun = (props: DryRunProps) => {
  const parts = useLate(lateSection, true)
  return parts === null ? <Spinner /> : <parts.DryRunSection {...props} />
}
