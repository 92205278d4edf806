import { Rocket, ShieldCheck } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Action } from '../../../kit/actions/action.ts'
import { useActions } from '../../../kit/actions/use-actions.tsx'
import { useLatest } from '../../../kit/api/use-latest.ts'
import { useConnector } from '../use-connector.ts'
import { CreateVersionDialog } from './create-version-dialog.tsx'
import { DeployDialog } from './deploy-dialog.tsx'
import { DeployedPanel } from './deployed-panel.tsx'
import { DraftSection, whyNoVersion } from './draft-section.tsx'
import { useValidation } from './use-validation.ts'
import { deployedOf, useVersions, type VersionView } from './use-versions.ts'
import { VersionsSection } from './versions-section.tsx'

/** Returns why the newest version cannot be deployed now, or null. */
const whyNoDeployment = (newest: VersionView | undefined): string | null => {
  if (newest === undefined) return 'There is no version yet. Create one first.'
  return newest.status === 'deployed' ? `The newest version (${newest.number}) is already deployed.` : null
}

/** Tab to validate, freeze, deploy and roll back a connector. */
export const DeploymentTab = () => {
  const connector = useConnector()
  const versions = useVersions(connector.id)
  const validation = useValidation(connector.id)
  const [creating, setCreating] = useState(false)
  const [deploying, setDeploying] = useState<VersionView | null>(null)
  const [newest] = versions
  const latest = useLatest({ ...validation, newest })
  const deployed = deployedOf(versions)
  const warnings = validation.findings.filter(({ severity }) => severity === 'warning')

  useActions(
    useMemo(
      (): Action[] => [
        {
          id: 'version.validate',
          label: 'Validate',
          group: 'Deployment',
          icon: ShieldCheck,
          keys: ['V'],
          run: () => void latest.current.validate()
        },
        {
          id: 'version.create',
          label: 'Create test version',
          group: 'Deployment',
          keys: ['Shift+V'],
          when: () => whyNoVersion(latest.current.errors) ?? true,
          run: () => setCreating(true)
        },
        {
          id: 'version.deploy',
          label: 'Deploy the newest version',
          group: 'Deployment',
          icon: Rocket,
          keys: ['Shift+D'],
          when: () => whyNoDeployment(latest.current.newest) ?? true,
          run: () => setDeploying(latest.current.newest ?? null)
        }
      ],
      [latest]
    )
  )

  return (
    <div className="flex flex-col gap-6 px-8 py-6 max-md:p-4">
      <DraftSection
        connector={connector}
        validation={validation}
        newest={newest}
        onCreate={() => setCreating(true)}
      />
      <DeployedPanel connectorId={connector.id} deployed={deployed} newest={newest} />
      <VersionsSection versions={versions} deployed={deployed} onDeploy={setDeploying} />
      <CreateVersionDialog
        connectorId={connector.id}
        warnings={warnings}
        open={creating}
        onClose={() => setCreating(false)}
      />
      <DeployDialog
        version={deploying}
        warnings={deploying === newest ? warnings : []}
        isBack={deploying !== null && deployed !== undefined && deploying.number < deployed.number}
        onClose={() => setDeploying(null)}
      />
    </div>
  )
}
