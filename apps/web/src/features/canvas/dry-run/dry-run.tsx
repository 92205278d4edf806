import type { DryRunProps } from '@hookwright/cards/views'
import { lazyPart, Spinner, useLazy } from '@hookwright/ui'

const lazySection = lazyPart(() => import('./dry-run-section.tsx'))

/** The dry run of the registration dialog, loaded on the first interaction. */
export const DryRun = (props: DryRunProps) => {
  const parts = useLazy(lazySection, true)
  return parts === null ? <Spinner /> : <parts.DryRunSection {...props} />
}
