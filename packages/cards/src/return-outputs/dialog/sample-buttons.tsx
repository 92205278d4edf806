import { Button, Menu } from '@hookwright/ui'
import { Braces, Ear, Inbox } from 'lucide-react'
import type { Sample, SampleSource } from '../../view/workbench.ts'

const NO_DELIVERY = 'No deliveries of this event are stored yet.'

/** Buttons that propose outputs from a pasted body, stored deliveries, or the next request. */
export const SampleButtons = ({
  samples,
  onTake,
  isListening,
  onListen
}: {
  samples: readonly Sample[]
  /** Called with the chosen deliveries, or an empty list to paste a body. */
  onTake: (samples: readonly Sample[]) => void
  isListening: boolean
  /** Starts or stops listening for a request. */
  onListen: () => void
}) => {
  const received = samples.filter(({ pasted }) => pasted !== true)
  const all = {
    id: 'all',
    label: `All ${received.length} together`,
    run: () => onTake(received)
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button size="card" icon={<Braces aria-hidden className="size-4" />} onClick={() => onTake([])}>
        From sample JSON
      </Button>
      <Menu
        align="start"
        groups={[
          received.map(each => ({ id: each.id, label: each.name, run: () => onTake([each]) })),
          ...(received.length < 2 ? [] : [[all]])
        ]}
        trigger={
          <Button
            size="card"
            icon={<Inbox aria-hidden className="size-4" />}
            disabled={received.length === 0}
            title={received.length === 0 ? NO_DELIVERY : undefined}
            aria-describedby={received.length === 0 ? 'why-no-delivery' : undefined}
          >
            From a received delivery
          </Button>
        }
      />
      <Button
        size="card"
        icon={<Ear aria-hidden className="size-4" />}
        aria-expanded={isListening}
        onClick={onListen}
      >
        {isListening ? 'Stop listening' : 'Listen'}
      </Button>
      {received.length === 0 && (
        <span id="why-no-delivery" className="sr-only">
          {NO_DELIVERY}
        </span>
      )}
    </div>
  )
}

/** Buttons that propose an action's outputs from a pasted response or the response of a test run. */
export const ResponseButtons = ({
  samples,
  source,
  onTake
}: {
  samples: readonly Sample[]
  source: SampleSource | null
  /** Called with the response of a test run, or an empty list to paste one. */
  onTake: (samples: readonly Sample[]) => void
}) => {
  const runs = samples.filter(({ pasted }) => pasted !== true)
  const why =
    source === null
      ? 'No card before this one returns JSON. Add one, such as Raw Request, to create outputs from its response.'
      : runs.length === 0
        ? 'Run the flow here to create outputs from its response.'
        : null
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        size="card"
        icon={<Braces aria-hidden className="size-4" />}
        disabled={source === null}
        aria-describedby={source === null ? 'why-no-response' : undefined}
        onClick={() => onTake([])}
      >
        From sample JSON
      </Button>
      <Button
        size="card"
        icon={<Inbox aria-hidden className="size-4" />}
        disabled={source === null || runs.length === 0}
        aria-describedby={why === null ? undefined : 'why-no-response'}
        onClick={() => onTake(runs.slice(0, 1))}
      >
        From the last test run
      </Button>
      {why !== null && (
        <span id="why-no-response" className="text-small text-ink-3">
          {why}
        </span>
      )}
    </div>
  )
}
