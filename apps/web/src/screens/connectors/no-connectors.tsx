import { Button, EmptyState } from '@hookwright/ui'
import { Cable, KeyRound, Plus, Rocket, Webhook } from 'lucide-react'
import { LoadSampleButton } from '../../features/sample/load-sample-button.tsx'
import { useRegistry } from '../../kit/actions/use-actions.tsx'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'

/** Stages of a connector, in order. */
const stages = [
  { icon: KeyRound, title: 'Sign-in', says: 'How requests to the service are authenticated.' },
  { icon: Cable, title: 'Test connection', says: 'An account with which its flows are tried.' },
  {
    icon: Webhook,
    title: 'Events and actions',
    says: 'Flows that map what the service sends, and what it takes.'
  },
  { icon: Rocket, title: 'Version', says: 'The deployed version is the one users’ flows run on.' }
]

/** The way of a connector from its sign-in to a version, along one line. */
const WayOfConnector = () => (
  <ol aria-label="The way of a connector" className="m-0 flex list-none flex-col p-0">
    {stages.map(({ icon: Icon, title, says }) => (
      <li
        key={title}
        className="relative flex gap-3 pb-5 before:absolute before:top-8 before:bottom-0 before:left-[15px] before:border-l-2 before:border-rail last:pb-0 last:before:hidden"
      >
        <span className="flex size-8 shrink-0 items-center justify-center rounded-tile border border-line-2 bg-surface text-ink-2">
          <Icon aria-hidden className="size-4" strokeWidth={1.75} />
        </span>
        <span className="flex flex-col">
          <span className="text-label text-ink">{title}</span>
          <span className="text-small text-ink-2">{says}</span>
        </span>
      </li>
    ))}
  </ol>
)

/** Content of the Builder before there is a connector. */
export const NoConnectors = () => {
  const registry = useRegistry()
  const whyNot = useWhyNotMaker()
  return (
    <EmptyState
      className="border-t-0"
      title="Build your first connector"
      action={
        whyNot === null && (
          <div className="flex flex-col gap-8">
            <span className="flex flex-wrap gap-2">
              <Button
                look="primary"
                icon={<Plus aria-hidden className="size-4" />}
                onClick={() => registry.run('connector.new')}
              >
                New connector
              </Button>
              <LoadSampleButton look="plain" />
            </span>
            <WayOfConnector />
          </div>
        )
      }
    >
      {whyNot ?? 'A connector describes a service: how to sign in to it, and which events it sends.'}
    </EmptyState>
  )
}
