import { type Card, nameOfPath, type OneEdit, pill } from '@hookwright/model'
import { Button, useReadOnly } from '@hookwright/ui'
import { Sparkles } from 'lucide-react'
import { measures } from '../face/measures.ts'
import { useWorkbench } from '../workbench.ts'
import { readOutputs } from './read-config.ts'
import { recordFor } from './record-for.ts'
import { RECORD } from './records.ts'
import { suggestMappings } from './suggest-mappings.ts'

/** Offers to map outputs to what bears their name in the newest sample of the event: one click maps all of them. */
const Suggestions = ({ card }: { card: Card }) => {
  const bench = useWorkbench()
  const start = bench.useStart()
  const [sample] = bench.useSamples()
  if (start === null || sample === undefined) return null
  const { groups, runMode } = readOutputs(card.config)
  const record = recordFor(card, runMode, start, sample.values)
  const suggested = suggestMappings(groups, card.inputs, record)
  if (suggested.length === 0) return null
  const from = runMode ? 'Record' : 'Body'
  const mapAll = (): void =>
    bench.change('map suggested values', {
      kind: 'all',
      edits: suggested.map(
        ({ field, path }): OneEdit => ({
          kind: 'bind',
          card: card.id,
          field,
          binding: runMode ? pill(card.id, RECORD, path) : pill(start, 'body', path)
        })
      )
    })
  return (
    <Button
      look="quiet"
      size="card"
      icon={<Sparkles aria-hidden className="size-3.5" strokeWidth={2} />}
      className="nodrag ml-auto text-accent-text!"
      title={suggested.map(({ label, path }) => `${label} ← ${from}.${nameOfPath(path)}`).join('\n')}
      onClick={mapAll}
    >
      Map {suggested.length} suggested
    </Button>
  )
}

/** Whether the event returns a list of records, and what could be mapped with one click. */
export const RunModePart = ({ card }: { card: Card }) => {
  const readOnly = useReadOnly()
  const { runMode } = readOutputs(card.config)
  return (
    <div className="flex items-center gap-2 px-3" style={{ height: measures.add }}>
      <span className="text-small text-ink-3">Run mode: {runMode ? 'on' : 'off'}</span>
      {!readOnly && <Suggestions card={card} />}
    </div>
  )
}
