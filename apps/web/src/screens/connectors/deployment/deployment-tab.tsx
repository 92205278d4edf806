import type { Id } from '@hookwright/model'
import { useIsFetching } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { Rocket, ShieldCheck } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { DEPLOY, type DeployState, isDraftAt } from '../../../features/canvas/deployed/deploy-state.ts'
import type { Action } from '../../../kit/actions/action.ts'
import { useActions } from '../../../kit/actions/use-actions.tsx'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useLatest } from '../../../kit/api/use-latest.ts'
import { useConnector } from '../use-connector.ts'
import { CreateVersionDialog } from './create-version-dialog.tsx'
import { DeployDialog } from './deploy-dialog.tsx'
import { DeployedPanel } from './deployed-panel.tsx'
import { DraftSection, whyNoVersion } from './draft-section.tsx'
import { useDeployState } from './use-deploy-state.ts'
import { useValidation } from './use-validation.ts'
import { deployedOf, useVersions, type VersionView } from './use-versions.ts'
import { VersionsSection } from './versions-section.tsx'

/** Returns why the newest version cannot be deployed now, or null. */
const whyNoDeployment = (newest: VersionView | undefined): string | null => {
  if (newest === undefined) return 'There is no version yet. Create one first.'
  return newest.status === 'deployed' ? `The newest version (${newest.number}) is already deployed.` : null
}

/**
 * Opens the dialog for the next step if the URL requests it, once the draft's state is loaded. If loading
 * fails, no dialog opens.
 */
const useNextStep = (
  connectorId: Id,
  { state, isFailed }: ReturnType<typeof useDeployState>,
  onStep: (state: DeployState) => void
): void => {
  const isAsked = useRouterState({ select: ({ location }) => location.hash === DEPLOY })
  const navigate = useNavigate()
  const step = useLatest({ state, onStep })
  // A draft that was loaded before its last edits says nothing of them.
  const draft = useTrpc().versions.draft.queryKey({ connectorId })
  const isFetching = useIsFetching({ queryKey: draft }) > 0
  const isKnown = !isFetching && (isFailed || state.is !== 'unknown')
  useEffect(() => {
    if (!isAsked || !isKnown) return
    // A reload, or the way back, opens no dialog again.
    void navigate({ to: '.', search: true, hash: '', replace: true })
    step.current.onStep(step.current.state)
  }, [isAsked, isKnown, navigate, step])
}

/** Tab to validate, freeze, deploy and roll back a connector. */
export const DeploymentTab = () => {
  const connector = useConnector()
  const versions = useVersions(connector.id)
  const validation = useValidation(connector.id)
  const [creating, setCreating] = useState(false)
  const [askedNumber, setAskedNumber] = useState<number | null>(null)
  const deploying = versions.find(({ number }) => number === askedNumber) ?? null
  const [newest] = versions
  const latest = useLatest({ ...validation, newest })
  const deployed = deployedOf(versions)
  const known = useDeployState(connector.id, versions)
  const { state } = known
  const [isPassing, setPassing] = useState(false)
  useNextStep(connector.id, known, next => {
    if (next.is === 'waiting') setAskedNumber(next.number)
    else if (next.is === 'next' && validation.errors === 0) {
      setPassing(true)
      setCreating(true)
    }
  })
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
          run: () => setAskedNumber(latest.current.newest?.number ?? null)
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
        isNext={state.is === 'next'}
        onCreate={() => setCreating(true)}
      />
      <DeployedPanel connectorId={connector.id} deployed={deployed} newest={newest} />
      <VersionsSection
        versions={versions}
        deployed={deployed}
        onDeploy={({ number }) => setAskedNumber(number)}
      />
      <CreateVersionDialog
        connectorId={connector.id}
        warnings={warnings}
        open={creating}
        onClose={() => {
          setCreating(false)
          setPassing(false)
        }}
        onDeploy={isPassing ? setAskedNumber : null}
      />
      <DeployDialog
        version={deploying}
        warnings={isDraftAt(state, deploying?.number) ? warnings : []}
        isBack={deploying !== null && deployed !== undefined && deploying.number < deployed.number}
        onClose={() => setAskedNumber(null)}
      />
    </div>
  )
}
