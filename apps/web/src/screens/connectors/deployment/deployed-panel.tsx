import type { Id } from '@hookwright/model'
import { Button, Switch } from '@hookwright/ui'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { History } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { minuteTime } from '../../../kit/page/clock-time.ts'
import { useNotifier } from '../../../kit/page/use-notifier.ts'
import { Section } from '../overview/section.tsx'
import { DeploymentsDialog } from './deployments-dialog.tsx'
import { useVersionActs, type VersionView } from './use-versions.ts'

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="flex min-w-0 flex-col gap-0.5">
    <dt className="text-small text-ink-3">{name}</dt>
    <dd className="m-0 min-w-0 text-body break-words text-ink">{children}</dd>
  </div>
)

/** Panel with the visibility of the deployed version, and controls to change it. */
const Visibility = ({ version }: { version: VersionView }) => {
  const { setVisible } = useVersionActs()
  const notifier = useNotifier()
  return (
    <Switch
      label="Visible to users"
      checked={version.visible}
      onCheckedChange={visible =>
        notifier.ifFails(setVisible.mutateAsync({ versionId: version.id, visible }))
      }
      description={
        version.visible
          ? 'Users can choose the events and actions of the connector for their flows.'
          : 'Hidden: users cannot choose its events and actions. Flows that already use them keep running.'
      }
    />
  )
}

/** Panel of the deployed version: number, visibility, time and author of the deployment. */
export const DeployedPanel = ({
  connectorId,
  deployed,
  newest
}: {
  connectorId: Id
  deployed: VersionView | undefined
  /** The newest version, which may be waiting to be deployed. */
  newest: VersionView | undefined
}) => {
  const { data: deployments } = useSuspenseQuery(useTrpc().versions.deployments.queryOptions({ connectorId }))
  const [showsHistory, setShowsHistory] = useState(false)
  const [last] = deployments
  if (deployed === undefined || last === undefined) {
    return (
      <Section title="Deployed">
        <p className="text-body text-ink-2">
          Not deployed yet, so users cannot choose events of this connector.{' '}
          {newest === undefined
            ? 'Create a test version of the draft, then deploy it.'
            : `Deploy version ${newest.number} below.`}
        </p>
      </Section>
    )
  }
  return (
    <Section title="Deployed">
      <dl className="m-0 grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-4">
        <Fact name="Version">
          <Link
            to="/connectors/$connectorId/versions/$number"
            params={{ connectorId, number: String(deployed.number) }}
            className="rounded-xs text-accent-text underline"
          >
            Version {deployed.number}
          </Link>
        </Fact>
        <Fact name="Date">
          <span className="tabular">{minuteTime(last.at)}</span>
        </Fact>
        <Fact name="By">{last.by ?? 'Unknown'}</Fact>
        <Fact name="Visibility">
          <Visibility version={deployed} />
        </Fact>
        {last.note !== '' && <Fact name="Note">{last.note}</Fact>}
      </dl>
      <div className="flex justify-start">
        <Button
          icon={<History aria-hidden className="size-4" strokeWidth={1.75} />}
          onClick={() => setShowsHistory(true)}
        >
          View history
        </Button>
      </div>
      <DeploymentsDialog
        connectorId={connectorId}
        deployments={deployments}
        open={showsHistory}
        onOpenChange={setShowsHistory}
      />
    </Section>
  )
}
