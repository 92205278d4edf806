import { ChoiceSourceContext, dependentsOf, usePreviewChoices } from '@hookwright/cards/views'
import { startCardOf } from '@hookwright/model'
import { Button } from '@hookwright/ui'
import { Play } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { formatCount } from '../../../kit/page/format-count.ts'
import { useMedia } from '../../../kit/page/use-media.ts'
import { pinnedForRun } from '../commands/pin-cards.ts'
import { useCanvas, useDrawing, useUiState } from '../use-canvas.tsx'
import { ChooseConnection, useChosenConnection } from './choose-connection.tsx'
import { RunOutcome } from './run-outcome.tsx'
import { optionValuesOf, parseFieldText, type StartField, startFieldsOf, typedText } from './start-fields.ts'
import { TypedValue } from './typed-value.tsx'
import { UpToHere } from './up-to-here.tsx'
import type { RunHere } from './use-run-here.ts'

/**
 * Form that runs the open flow on the server with entered values and a test connection, and shows the result.
 *
 * On small screens the values collapse after the run, so that the cards are visible.
 */
export const RunForm = ({ run }: { run: RunHere }) => {
  const canvas = useCanvas()
  const { busy } = useStore(canvas.run)
  const flow = useDrawing(drawing => drawing.flow)
  const upTo = useUiState(ui => ui.upTo)
  const fields = startFieldsOf({ flowId: canvas.flowId, flow, specs: canvas.specs })
  const pinned = useStore(canvas.run, state => state.pinned)
  const pinnedCount = Object.keys(pinnedForRun(canvas)).length
  const startsWith = pinned?.get(startCardOf(canvas.drawing.getState().flow)?.id ?? '') ?? {}
  const [typed, setTyped] = useState<Record<string, string>>({})
  const [errors, setErrors] = useState<Record<string, string>>({})
  const { isKnown, connections, connectionId, setChosen } = useChosenConnection()
  const textOf = ({ id, initial }: StartField): string => typed[id] ?? typedText(startsWith[id] ?? initial)
  const optionValues = optionValuesOf(fields, textOf)
  const options = fields.flatMap(({ option }) => option ?? [])
  const { source } = usePreviewChoices(options, optionValues, { connectionId, isKnown })
  const [hasRun, setHasRun] = useState(false)
  const runButton = useRef<HTMLButtonElement>(null)
  const isSmall = useMedia('(max-width: 767px)')
  const isFolded = isSmall && hasRun && run.ended !== null

  const enter = ({ id, option }: StartField, value: string): void => {
    // What was chosen need not be among the values that another choice gives.
    const emptied = option === undefined ? new Set() : dependentsOf(options, option.id)
    const others = fields.flatMap(field => (emptied.has(field.option?.id) ? [[field.id, '']] : []))
    setTyped(all => ({ ...all, ...Object.fromEntries(others), [id]: value }))
  }

  const start = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const read = fields.map(field => {
      const pinnedText = typedText(startsWith[field.id] ?? field.initial)
      const blank = field.dataType.kind === 'boolean' && !field.dataType.list ? 'false' : ''
      return { field, result: parseFieldText(typed[field.id] ?? (pinnedText || blank), field) }
    })
    setErrors(
      Object.fromEntries(
        read.flatMap(({ field, result }) => ('error' in result ? [[field.id, result.error]] : []))
      )
    )
    const isWrong = read.some(({ result }) => 'error' in result)
    setHasRun(!isWrong)
    if (isWrong) return
    const values = Object.fromEntries(
      read.flatMap(({ field, result }) => ('value' in result ? [[field.id, result.value]] : []))
    )
    await run.start({ values, connectionId, upTo, sends: true, stands: {} })
  }

  return (
    <div className="grid gap-4 p-3 lg:grid-cols-2">
      <form className="flex min-w-0 flex-col gap-3" onSubmit={event => void start(event)} noValidate>
        <UpToHere />
        <div id="run-values" hidden={isFolded} className="grid gap-3 sm:grid-cols-2">
          <ChoiceSourceContext value={source}>
            {fields.map(field => (
              <TypedValue
                key={field.id}
                field={field}
                value={textOf(field)}
                values={optionValues}
                error={errors[field.id] ?? null}
                onValue={value => enter(field, value)}
              />
            ))}
          </ChoiceSourceContext>
          <ChooseConnection connections={connections} value={connectionId} onValue={setChosen} />
        </div>
        {pinnedCount > 0 && (
          <p className="m-0 text-body text-ink-2">
            {formatCount(pinnedCount, 'card is', 'cards are')} pinned. The flow uses pinned outputs and does
            not run pinned cards.
          </p>
        )}
        <div className="sticky bottom-0 flex items-center gap-2 bg-surface py-1 max-md:-mx-3 max-md:-mb-3 max-md:border-t max-md:border-line max-md:px-3 max-md:py-2">
          <Button
            ref={runButton}
            look="primary"
            type="submit"
            busy={busy}
            icon={<Play aria-hidden className="size-4" strokeWidth={1.75} />}
          >
            Run
          </Button>
          {isFolded && (
            <Button aria-controls="run-values" aria-expanded={false} onClick={() => setHasRun(false)}>
              Change values
            </Button>
          )}
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
        </div>
      </form>
      <div aria-live="polite" className="min-w-0 max-lg:order-first empty:hidden">
        <RunOutcome run={run} />
      </div>
    </div>
  )
}
