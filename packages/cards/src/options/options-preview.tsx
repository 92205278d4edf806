import type { Field, FieldId, Json } from '@hookwright/model'
import { Button, cx, Select, Spinner } from '@hookwright/ui'
import { RotateCw } from 'lucide-react'
import { useMemo, useState } from 'react'
import { ActionCardPreview } from '../connector-action/action-card-preview.tsx'
import { EventCardPreview } from '../connector-event/event-card-preview.tsx'
import { unknownEvent } from '../connector-event/fresh-event-card.ts'
import { ChoiceSourceContext } from '../view/choice-source.ts'
import { helperOf, type Picks, valuesOf } from '../view/option-values.ts'
import { useWorkbench } from '../view/workbench.ts'
import { type ChoiceStatus, usePreviewChoices } from './preview-choices.ts'

const NO_CONNECTION = '-'

const tones: Record<ChoiceStatus['tone'], string> = { busy: 'text-ink-2', ok: 'text-ink-2', err: 'text-err' }

/** The card of the open event or action with these options; its outputs are looked at in a dialog of their own. */
const OfferPreview = ({
  options,
  ...given
}: {
  options: Field[]
  picks: Picks
  onPicks: (picks: Picks) => void
}) => {
  const bench = useWorkbench()
  const event = bench.useEvent() ?? unknownEvent
  const action = bench.useAction()
  const shown = useMemo(() => ({ ...event, options, outputs: [], runMode: false }), [event, options])
  const shownAction = useMemo(() => action && { ...action, options, outputs: [] }, [action, options])
  return shownAction === null ? (
    <EventCardPreview event={shown} brand={bench.brand} {...given} />
  ) : (
    <ActionCardPreview action={shownAction} brand={bench.brand} {...given} />
  )
}

/** The event or action as its users will see it, to be tried out: what is chosen is what a helper flow would get. */
export const OptionsPreview = ({
  options,
  keys,
  className
}: {
  options: Field[]
  /** The keys under which helper flows get the options. */
  keys: ReadonlyMap<FieldId, FieldId>
  className?: string
}) => {
  const bench = useWorkbench()
  const connections = bench.useTestConnections()
  const [picked, setPicked] = useState<string | null>(null)
  const [picks, setPicks] = useState<Picks>({})
  const connectionId = picked === NO_CONNECTION ? null : (picked ?? connections[0]?.id ?? null)
  const values = useMemo(() => valuesOf(options, picks), [options, picks])
  const { source, news, again } = usePreviewChoices(options, values, connectionId)
  const sent = Object.fromEntries(
    options.map(({ id }): [FieldId, Json] => [keys.get(id) ?? id, values[id] ?? null])
  )

  return (
    <section aria-label="Preview" className={cx('flex min-w-0 flex-col gap-3 bg-sunken p-5', className)}>
      <h3 className="m-0 text-label">Preview</h3>
      <ChoiceSourceContext value={source}>
        <div className="flex justify-center">
          <OfferPreview options={options} picks={picks} onPicks={setPicks} />
        </div>
      </ChoiceSourceContext>
      {options.some(option => helperOf(option) !== null) && (
        <>
          <Select
            label="Test connection"
            size="card"
            choices={[
              ...connections.map(({ id, name }) => ({ value: id, label: name })),
              { value: NO_CONNECTION, label: 'No connection' }
            ]}
            value={connectionId ?? NO_CONNECTION}
            onValueChange={setPicked}
          />
          <ul
            aria-label="Values from helper flows"
            aria-live="polite"
            className="m-0 flex list-none flex-col gap-1 p-0"
          >
            {news.map(({ id, say, tone }) => (
              <li key={id} className={cx('flex items-start gap-2 text-small', tones[tone])}>
                {tone === 'busy' && <Spinner className="mt-px" />}
                <span className="min-w-0 break-words">{say}</span>
              </li>
            ))}
          </ul>
          {news.some(({ tone }) => tone === 'err') && (
            <Button
              size="card"
              icon={<RotateCw aria-hidden className="size-4" />}
              className="self-start"
              onClick={again}
            >
              Try again
            </Button>
          )}
        </>
      )}
      {options.length > 0 && (
        <div className="flex min-w-0 flex-col gap-1">
          <h4 className="m-0 text-small text-ink-2">Values sent to helper</h4>
          <section
            aria-label="Values sent to helper"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by key.
            tabIndex={0}
            className="max-h-40 overflow-auto rounded-s border border-line bg-surface p-2"
          >
            <pre className="m-0 font-code text-code text-ink">{JSON.stringify(sent, null, 2)}</pre>
          </section>
        </div>
      )}
    </section>
  )
}
