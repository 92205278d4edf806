import type { DryRunProps } from '@hookwright/cards/views'
import { late, Spinner, useLate } from '@hookwright/ui'

const lateSection = late(() => import('./dry-run-section.tsx'))

/** The dry run of the registration dialog; its code is loaded when somebody is at the page. */
export const DryRun = (given: DryRunProps) => {
  const parts = useLate(lateSection, true)
  return parts === null ? <Spinner /> : <parts.DryRunSection {...given} />
}
