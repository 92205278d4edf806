import { nameOfCard } from '@hookwright/engine'
import type { FieldId } from '@hookwright/model'
import { Button, RadioGroup, Select, Spinner } from '@hookwright/ui'
import { Play } from 'lucide-react'
import { type FormEvent, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { formatCount } from '../../../../kit/page/format-count.ts'
import { pinnedForRun } from '../../commands/pin-cards.ts'
import { useCanvas, useDrawing } from '../../use-canvas.tsx'
import { RunOutcome } from '../run-outcome.tsx'
import { parseFieldText, type StartField, typedText } from '../start-fields.ts'
import { TypedValue } from '../typed-value.tsx'
import { UpToHere } from '../up-to-here.tsx'
import type { RunHere } from '../use-run-here.ts'
import { exampleOutputsOf, sendingCards, trialFieldsOf } from './trial-values.ts'
import { useTrialSource } from './use-trial-source.ts'

const MOST_NAMED = 3

/** Lists card names, the first few in full: “Greet”, “Notify” and 3 more. */
const listed = (names: readonly string[]): string => {
  const shown = names.slice(0, MOST_NAMED).map(name => `“${name}”`)
  const rest = names.length - shown.length
  return rest === 0 ? shown.join(', ') : `${shown.join(', ')} and ${rest} more`
}

/**
 * Choice for a test run: send HTTP requests to services, or let the cards that would send them return
 * examples.
 */
const Requests = ({
  names,
  sends,
  onSends
}: {
  names: string[]
  sends: boolean
  onSends: (sends: boolean) => void
}) => (
  <RadioGroup
    label="Requests to services"
    choices={[
      {
        value: 'skip',
        label: 'Skip requests',
        description: `${listed(names)} ${names.length === 1 ? 'returns' : 'return'} example values.`
      },
      {
        value: 'send',
        label: 'Send requests',
        description: 'Uses the connections of the flow. Changes at the services cannot be undone.'
      }
    ]}
    value={sends ? 'send' : 'skip'}
    onValueChange={value => onSends(value === 'send')}
  />
)

/**
 * Form that runs the whole draft as a test, with event values from a sample or a past delivery. Requests are sent only
 * if chosen.
 */
export const TrialForm = ({ run }: { run: RunHere }) => {
  const canvas = useCanvas()
  const { busy } = useStore(canvas.run)
  const view = useDrawing(drawing => drawing.view)
  const upTo = useStore(canvas.ui, ui => ui.upTo)
  const source = useTrialSource()
  const fields = trialFieldsOf(view)
  const [typed, setTyped] = useState<Record<FieldId, string>>({})
  const [errors, setErrors] = useState<Record<FieldId, string>>({})
  const [sends, setSends] = useState(false)
  const pinned = useStore(canvas.run, state => state.pinned)
  const sending = useMemo(
    () => sendingCards(view.flow, canvas.specs).filter(({ id }) => pinned?.has(id) !== true),
    [view, canvas, pinned]
  )
  const pinnedCount = Object.keys(pinnedForRun(canvas)).length
  const runButton = useRef<HTMLButtonElement>(null)
  const { values } = source
  const textOf = ({ id }: StartField): string => typed[id] ?? typedText(values?.[id])

  const start = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const read = fields.map(field => {
      const blank = field.dataType.kind === 'boolean' && !field.dataType.list ? 'false' : ''
      return { field, result: parseFieldText(textOf(field) || blank, field) }
    })
    const wrong = read.flatMap(({ field, result }) => ('error' in result ? [[field.id, result.error]] : []))
    setErrors(Object.fromEntries(wrong))
    if (wrong.length > 0) return
    await run.start({
      values: Object.fromEntries(
        read.flatMap(({ field, result }) => ('value' in result ? [[field.id, result.value]] : []))
      ),
      ...{ connectionId: null, upTo, sends },
      stands: sends ? {} : exampleOutputsOf(view, sending, Date.now())
    })
  }

  if (values === null) return <Spinner />
  return (
    <div className="grid gap-4 p-3 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <form className="flex min-w-0 flex-col gap-3" onSubmit={event => void start(event)} noValidate>
        <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
          <Select
            label="Values from"
            choices={source.choices}
            value={source.chosen}
            onValueChange={chosen => {
              setTyped({})
              setErrors({})
              source.choose(chosen)
            }}
            className="w-80 max-w-full"
          />
          <UpToHere />
        </div>
        <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          {fields.map(field => (
            <TypedValue
              key={field.id}
              field={field}
              value={textOf(field)}
              error={errors[field.id] ?? null}
              onValue={value => setTyped(all => ({ ...all, [field.id]: value }))}
            />
          ))}
        </div>
        {sending.length > 0 && (
          <Requests
            names={sending.map(card => nameOfCard(card, canvas.specs.get(card.type)))}
            sends={sends}
            onSends={setSends}
          />
        )}
        {pinnedCount > 0 && (
          <p className="m-0 text-body text-ink-2">
            {formatCount(pinnedCount, 'card is', 'cards are')} pinned. The flow uses pinned outputs and does
            not run pinned cards.
          </p>
        )}
        <div className="sticky bottom-0 flex flex-wrap items-center gap-2 bg-surface py-1 max-md:-mx-3 max-md:-mb-3 max-md:border-t max-md:border-line max-md:px-3 max-md:py-2">
          <Button
            ref={runButton}
            look="primary"
            type="submit"
            busy={busy}
            icon={<Play aria-hidden className="size-4" strokeWidth={1.75} />}
          >
            {sends && sending.length > 0 ? 'Run test and send requests' : 'Run test'}
          </Button>
          {run.ended !== null && (
            <Button
              look="quiet"
              onClick={() => {
                run.clear()
                runButton.current?.focus()
              }}
            >
              Clear
            </Button>
          )}
          <span className="text-small text-ink-3">The run is stored and marked as a test.</span>
        </div>
      </form>
      <div aria-live="polite" className="min-w-0 max-lg:order-first empty:hidden">
        <RunOutcome run={run} isLinked />
      </div>
    </div>
  )
}
