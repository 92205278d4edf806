import { readerOf } from '@hookwright/engine'
import {
  anyValue,
  type Card,
  type FieldId,
  formatDriftingFields,
  isDrifting,
  type OneEdit,
  pill
} from '@hookwright/model'
import { Button, Tooltip } from '@hookwright/ui'
import { GitCompareArrows, Sparkles } from 'lucide-react'
import { useId } from 'react'
import { type SampleSource, useWorkbench } from '../view/workbench.ts'
import { useDriftStates } from './drift/use-drift-states.ts'
import { readOutputs } from './read-config.ts'
import { LIST, RECORD, recordsOf } from './records.ts'
import { formatMappings, suggestMappings } from './suggest-mappings.ts'

/**
 * Returns the value in a sample that a card's outputs are mapped from. This is the body or, with Run mode,
 * the first record of the mapped list; `null` if there is none.
 */
const recordFor = (
  card: Pick<Card, 'inputs'>,
  runMode: boolean,
  { card: start, field }: SampleSource,
  sample: Record<FieldId, unknown>
): unknown => {
  if (!runMode) return sample[field] ?? null
  const list = Object.hasOwn(card.inputs, LIST) ? card.inputs[LIST] : undefined
  if (list === undefined) return null
  const read = readerOf(list, anyValue)(new Map([[start, sample]]))
  if (!read.ok) return null
  const found = recordsOf(read.value)
  return found.ok ? (found.records[0] ?? null) : null
}

/** Notice that suggests mapping outputs to values with the same name in the newest sample. */
const Suggestions = ({ card }: { card: Card }) => {
  const id = useId()
  const bench = useWorkbench()
  const source = bench.useSource()
  const [sample] = bench.useSamples()
  if (source === null || sample === undefined) return null
  const { groups, runMode } = readOutputs(card.config)
  const record = recordFor(card, runMode, source, sample.values)
  const suggested = suggestMappings(groups, card.inputs, record)
  if (suggested.length === 0) return null
  const mapAll = (): void =>
    bench.change('map suggested values', {
      kind: 'all',
      edits: suggested.map(
        ({ field, path }): OneEdit => ({
          kind: 'bind',
          card: card.id,
          field,
          binding: runMode ? pill(card.id, RECORD, path) : pill(source.card, source.field, path)
        })
      )
    })
  const words = formatMappings(suggested, runMode ? 'Record' : source.label)
  return (
    <>
      <Tooltip tip={words}>
        <Button
          look="quiet"
          size="card"
          icon={<Sparkles aria-hidden className="size-3.5" strokeWidth={2} />}
          className="nodrag ml-auto text-accent-text!"
          aria-describedby={id}
          onClick={mapAll}
        >
          Map {suggested.length} suggested
        </Button>
      </Tooltip>
      <span id={id} className="sr-only">
        {words}
      </span>
    </>
  )
}

/** Suggestions that resolve drift or, without drift, map unmapped outputs to a sample. */
export const OutputsOffers = ({ card }: { card: Card }) => {
  const bench = useWorkbench()
  const standings = useDriftStates(card)
  const drifting = [
    ...(standings?.open ?? []).map(({ finding }) => finding),
    ...(standings?.told ?? [])
  ].filter(isDrifting)
  if (drifting.length === 0) return <Suggestions card={card} />
  return (
    <Button
      look="quiet"
      size="card"
      icon={<GitCompareArrows aria-hidden className="size-3.5" strokeWidth={2} />}
      className="nodrag ml-auto text-warn!"
      data-dialog="drift"
      onClick={() => bench.openDialog(card.id, 'drift')}
    >
      {formatDriftingFields(drifting)}
    </Button>
  )
}
