import { mayHaveSideEffects } from '@hookwright/engine'
import { type CardId, type FieldId, pillsOf } from '@hookwright/model'
import { Button, Notice } from '@hookwright/ui'
import { Play } from 'lucide-react'
import { type FormEvent, useEffect, useEffectEvent, useRef } from 'react'
import { useStore } from 'zustand'
import type { DrawnCard } from '../../drawing/drawn-card.ts'
import { useCanvas, useUiState } from '../../use-canvas.tsx'
import { ChooseConnection, useChosenConnection } from '../choose-connection.tsx'
import { typedText } from '../start-fields.ts'
import { TypedValue } from '../typed-value.tsx'
import { type CardInput, upstreamOutputsOf } from './card-inputs.ts'
import { CardOutcome } from './card-outcome.tsx'
import { readInputs } from './read-inputs.ts'
import { useCardInputs } from './use-card-inputs.ts'
import { useEnteredValues } from './use-entered-values.ts'
import type { RunAlone, SingleRunConnection } from './use-run-alone.ts'

/**
 * Returns a note on the initial values: “Fields are filled with the values of the last run. Changes apply to
 * this run only.”
 */
const formatSource = ({
  isAwaited,
  isExample,
  isMapped,
  isPinned
}: {
  isAwaited: boolean
  isExample: boolean
  isMapped: boolean
  isPinned: boolean
}): string => {
  if (isAwaited) return 'Loading the values of the last run…'
  if (!isMapped) return 'Fields are filled with the values of the card. Changes apply to this run only.'
  if (isPinned && !isExample)
    return 'Fields are filled with pinned values of earlier cards. Changes apply to this run only.'
  return isExample
    ? 'Fields are filled with examples because there is no run yet. Changes apply to this run only.'
    : 'Fields are filled with the values of the last run. Changes apply to this run only.'
}

/**
 * Returns the end of the sentence “… sends real requests”: “ with the connection “Acme””. Empty without a
 * connection.
 */
const formatConnection = (through: SingleRunConnection, card: CardId): string => {
  if (through.is === 'chosen') return ' with the selected test connection'
  const name = through.nameFor(card)
  return name === null ? '' : ` with the connection “${name}”`
}

const Real = ({ name, card, through }: { name: string; card: CardId; through: SingleRunConnection }) => {
  const by = formatConnection(through, card)
  return (
    <Notice tone="warn">
      “{name}” sends real requests{by}. Changes at the service cannot be undone.
    </Notice>
  )
}

const Field = ({
  input,
  typed,
  error,
  onTyped
}: {
  input: CardInput
  typed: string | undefined
  error: string | null
  onTyped: (text: string) => void
}) =>
  input.from === 'connection' ? (
    <p className="m-0 self-end text-small text-ink-2">
      <span className="text-label text-ink">{input.label}</span> is filled from the connection when the card
      runs.
    </p>
  ) : (
    <div data-input={input.id} className="min-w-0">
      <TypedValue field={input} value={typed ?? typedText(input.value)} error={error} onValue={onTyped} />
    </div>
  )

const Foot = ({
  busy,
  isAwaited,
  onClear
}: {
  busy: boolean
  isAwaited: boolean
  onClear: (() => void) | null
}) => (
  <div className="sticky bottom-0 flex items-center gap-2 bg-surface py-1 max-md:-mx-3 max-md:-mb-3 max-md:border-t max-md:border-line max-md:px-3 max-md:py-2">
    <Button
      look="primary"
      type="submit"
      busy={busy}
      disabled={isAwaited}
      icon={<Play aria-hidden className="size-4" strokeWidth={1.75} />}
    >
      Run card
    </Button>
    {onClear !== null && (
      <Button look="quiet" onClick={onClear}>
        Clear
      </Button>
    )}
  </div>
)

/** Focuses a field of the form, or the button that runs the card. */
const focusIn = (form: HTMLFormElement | null, field: FieldId | undefined): void => {
  const place =
    field === undefined
      ? 'button[type=submit]'
      : `[data-input="${CSS.escape(field)}"] :is(input, textarea, button)`
  form?.querySelector<HTMLElement>(place)?.focus()
}

/** Form to run one card alone. Its inputs can be edited; the result of the last run is shown below them. */
export const CardForm = ({ drawn, alone }: { drawn: DrawnCard; alone: RunAlone }) => {
  const canvas = useCanvas()
  const { card, name } = drawn
  const busy = useStore(canvas.run, run => run.busy)
  const isCalled = useUiState(ui => ui.cardCalled === card.id)
  const { view, gave, inputs, isExample, isAwaited, isPinned } = useCardInputs(drawn)
  const { typed, errors, type, setErrors, reset } = useEnteredValues(card)
  const { connections, connectionId, setChosen } = useChosenConnection()
  const form = useRef<HTMLFormElement>(null)
  const ended = alone.ended.get(card.id)
  const isReal = mayHaveSideEffects(view.flow, card, canvas.specs)
  const isNew = isReal && !alone.wasRun(card.id)
  const isMapped = Object.values(card.inputs).some(binding => pillsOf(binding).length > 0)

  const start = (): void => {
    const read = readInputs(inputs, typed)
    setErrors(read.errors)
    const [wrong] = Object.keys(read.errors)
    if (wrong !== undefined) {
      focusIn(form.current, wrong)
      return
    }
    const handed = new Set(Object.keys(read.inputs))
    void alone.start({
      card: card.id,
      inputs: read.inputs,
      before: upstreamOutputsOf(view, card, gave, handed),
      connectionId: alone.through.is === 'chosen' ? connectionId : null
    })
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    start()
  }
  const clear = (): void => {
    alone.clear(card.id)
    reset()
    focusIn(form.current, undefined)
  }

  const answer = useEffectEvent(() => {
    canvas.ui.setState({ cardCalled: null })
    const unknown = inputs.find(input => input.from === 'unknown' && typed[input.id] === undefined)
    if (unknown !== undefined || isNew) focusIn(form.current, unknown?.id)
    else start()
  })
  useEffect(() => {
    if (isCalled && !isAwaited && !busy) answer()
  }, [isCalled, isAwaited, busy])

  return (
    <div className="grid gap-4 p-3 lg:grid-cols-2">
      <form
        ref={form}
        aria-label={`Run ${name}`}
        className="flex min-w-0 flex-col gap-3"
        onSubmit={submit}
        noValidate
      >
        <p className="m-0 text-body text-ink-2">
          Runs only <span className="font-medium text-ink">{name}</span>.{' '}
          {inputs.length > 0 && formatSource({ isAwaited, isExample, isMapped, isPinned })}
        </p>
        {isNew && <Real name={name} card={card.id} through={alone.through} />}
        <div className="grid gap-3 sm:grid-cols-2">
          {inputs.map(input => (
            <Field
              key={input.id}
              input={input}
              typed={typed[input.id]}
              error={errors[input.id] ?? null}
              onTyped={text => type(input.id, text)}
            />
          ))}
          {alone.through.is === 'chosen' && isReal && (
            <ChooseConnection connections={connections} value={connectionId} onValue={setChosen} />
          )}
        </div>
        <Foot busy={busy} isAwaited={isAwaited} onClear={ended === undefined ? null : clear} />
      </form>
      <div aria-live="polite" className="min-w-0 max-lg:order-first empty:hidden">
        {ended !== undefined && <CardOutcome ended={ended} />}
      </div>
    </div>
  )
}
