import type { Finding } from '@hookwright/model'
import { lazyPart, useLazyLayer } from '@hookwright/ui'
import type { VersionView } from './use-versions.ts'

const lazyPlan = lazyPart(() => import('./deploy-plan.tsx'))

/** Dialog that deploys a version, newer or older than the deployed one, after a preview of the effects. */
export const DeployDialog = ({
  version,
  warnings = [],
  isBack,
  onClose
}: {
  /** Version to deploy; null while the dialog is closed. */
  version: VersionView | null
  /** Warnings of the draft, passed only if the version to deploy equals the draft. */
  warnings?: readonly Finding[]
  /** True if the version is older than the deployed one. */
  isBack: boolean
  onClose: () => void
}) => {
  const plan = useLazyLayer(lazyPlan, version !== null)
  if (plan === null || version === null) return null
  return (
    <plan.DeployPlan
      key={version.id}
      version={version}
      warnings={warnings}
      isBack={isBack}
      onClose={onClose}
    />
  )
}
