import { Cable, KeyRound, Rocket, Webhook } from 'lucide-react'

/** Steps of building a connector, in order. */
const steps = [
  { icon: KeyRound, title: 'Sign-in', says: 'How requests to the service are authenticated.' },
  { icon: Cable, title: 'Test connection', says: 'An account for testing the flows of the connector.' },
  {
    icon: Webhook,
    title: 'Events and actions',
    says: 'Flows that receive events from the service and send requests to it.'
  },
  {
    icon: Rocket,
    title: 'Version',
    says: 'A saved copy of the draft. Users’ flows use the version that you deploy.'
  }
]

/** Diagram of the steps of building a connector, from its authentication to a version. */
export const ConnectorSteps = () => (
  <ol aria-label="Steps of a connector" className="m-0 flex list-none flex-col p-0">
    {steps.map(({ icon: Icon, title, says }) => (
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
