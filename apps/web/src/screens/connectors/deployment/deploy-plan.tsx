import type { Finding } from '@hookwright/model'
import { Button, Checkbox, Dialog, Notice, RadioGroup, TextArea } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { HostList } from '../../../features/files/import-parts.tsx'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { Loading } from '../../../kit/page/loading.tsx'
import { useNotifier } from '../../../kit/page/use-notifier.ts'
import { ImpactFigures } from './impact-figures.tsx'
import { ImpactList, type ImpactView } from './impact-list.tsx'
import { useVersionActs, type VersionView } from './use-versions.ts'
import { WarningsNotice } from './warnings-notice.tsx'
import { breakageOf, whyNoDeploy } from './why-no-deploy.ts'

const visibilities = [
  {
    value: 'visible',
    label: 'Visible',
    description: 'Users can choose the events and actions of the connector for their flows.'
  },
  {
    value: 'hidden',
    label: 'Hidden',
    description:
      'Users cannot choose the events and actions of the connector. Flows that already use them keep running.'
  }
] as const

const sayBreaking = (count: number): string =>
  count === 1
    ? 'Deploy even though an upgrade would break 1 flow'
    : `Deploy even though an upgrade would break ${count} flows`

const Impact = ({ flows, fault }: { flows: readonly ImpactView[] | undefined; fault: string | null }) => {
  if (fault !== null) return <Notice tone="err">{fault}</Notice>
  return flows === undefined ? <Loading /> : <ImpactList flows={flows} />
}

/** Preview of the effects of a deployment on user flows, with the button to deploy. */
export const DeployPlan = ({
  version,
  warnings,
  isBack,
  onClose
}: {
  version: VersionView
  /** Warnings of the draft, passed only if the version to deploy equals the draft. */
  warnings: readonly Finding[]
  /** True if the version is older than the deployed one. */
  isBack: boolean
  onClose: () => void
}) => {
  const { id: versionId, connectorId, number } = version
  const trpc = useTrpc()
  const notifier = useNotifier()
  const navigate = useNavigate()
  const { deploy } = useVersionActs()
  const { data, error, isFetching, refetch } = useQuery({
    ...trpc.versions.impact.queryOptions({ connectorId, versionId }),
    staleTime: 0
  })
  const { data: hosts } = useQuery(trpc.versions.hosts.queryOptions({ connectorId, versionId }))
  const [note, setNote] = useState('')
  const [visibility, setVisibility] = useState<'visible' | 'hidden'>(version.visible ? 'visible' : 'hidden')
  const [confirmed, setConfirmed] = useState('')
  const breaking = data?.flows.filter(({ change }) => change === 'breaking').length ?? 0
  const refused = deploy.error && faultOf(deploy.error)
  const breakage = breakageOf(data?.flows ?? [])
  const whyNot = whyNoDeploy({ flows: data?.flows, isFetching, isFailed: error !== null }, confirmed)

  const applying = useRef(false)

  /**
   * Waits for the preview of the effects. Returns true if they prevent the deployment; the page then shows
   * the reason.
   */
  const hinders = async (): Promise<boolean> => {
    if (!isFetching) return whyNot !== null
    const { data: known, isError } = await refetch({ cancelRefetch: false })
    return whyNoDeploy({ flows: known?.flows, isFetching: false, isFailed: isError }, confirmed) !== null
  }

  const apply = async (): Promise<void> => {
    if (applying.current) return
    applying.current = true
    try {
      if (await hinders()) return
      await deploy.mutateAsync({ versionId, visible: visibility === 'visible', note: note.trim() })
      notifier.done(isBack ? `Version ${number} is deployed again.` : `Version ${number} is deployed.`, {
        label: 'Go to Flows',
        run: () => void navigate({ to: '/flows' })
      })
      onClose()
    } catch {
      // The dialog says what was refused.
    } finally {
      applying.current = false
    }
  }

  return (
    <Dialog
      open
      onOpenChange={next => !next && onClose()}
      onApply={() => void apply()}
      size="w-170"
      title={isBack ? `Roll back to version ${number}` : `Deploy version ${number}`}
      description={
        isBack
          ? 'New flows use this version. Flows that are on keep their version, even if it is newer.'
          : 'New flows use this version. Flows that are on keep their version until they are upgraded.'
      }
      foot={
        <>
          <span className="mr-auto text-small text-ink-3">You can roll back at any time.</span>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            busy={deploy.isPending}
            disabled={whyNot !== null}
            aria-describedby={whyNot === null ? undefined : 'why-no-deploy'}
            onClick={() => void apply()}
          >
            {isBack ? `Roll back to version ${number}` : `Deploy version ${number}`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {refused !== null && <Notice tone="err">{refused.message}</Notice>}
        <WarningsNotice warnings={warnings} />
        {data !== undefined && data.flows.length > 0 && <ImpactFigures flows={data.flows} />}
        <section aria-labelledby="what-changes" className="flex flex-col gap-2">
          <div className="flex flex-wrap items-baseline justify-between gap-x-3">
            <h3 id="what-changes" className="m-0 text-small font-semibold text-ink">
              Impact on users
            </h3>
            {breaking > 0 && (
              <span className="text-small text-ink-3">
                Flows that would break keep their version until they are upgraded.
              </span>
            )}
          </div>
          <Impact flows={data?.flows} fault={error === null ? null : faultOf(error).message} />
        </section>
        {hosts !== undefined && <HostList hosts={hosts} />}
        {breaking > 0 && (
          <Checkbox
            label={sayBreaking(breaking)}
            checked={confirmed === breakage}
            onCheckedChange={sure => setConfirmed(sure ? breakage : '')}
          />
        )}
        <TextArea
          label="Note"
          rows={2}
          maxLength={2000}
          value={note}
          onValueChange={setNote}
          description="Reason for this deployment, shown in the history. Optional."
        />
        <RadioGroup
          label="Visibility"
          choices={visibilities}
          value={visibility}
          onValueChange={setVisibility}
        />
        {whyNot !== null && (
          <p id="why-no-deploy" className="text-small text-ink-3">
            {whyNot}
          </p>
        )}
      </div>
    </Dialog>
  )
}
