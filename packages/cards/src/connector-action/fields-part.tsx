import type { Card, FieldsAnswer } from '@hookwright/model'
import { Button, cx, Popover, useReadOnly } from '@hookwright/ui'
import { RotateCw } from 'lucide-react'
import { use, useEffect, useRef, useState } from 'react'
import { ChoiceSourceContext } from '../view/choice-source.ts'
import { measures } from '../view/measures.ts'
import { useWorkbench, type Workbench } from '../view/workbench.ts'
import { actionOf } from './card.ts'
import {
  applyFields,
  type FieldsChange,
  type FieldsRequest,
  fieldsRequestOf,
  formatLoaded
} from './load-fields.ts'
import { type LoadedState, loadedOf, loadedStateOf } from './loaded-fields.ts'
import { FIELDS_HEIGHT } from './rows.ts'

/** Result of the last loading of the fields. */
type LoadResult =
  | { is: 'idle' }
  | { is: 'loading' }
  | { is: 'failed'; why: string }
  | { is: 'loaded'; change: FieldsChange }

/** Loading state of a card's dynamic fields. */
interface FieldsLoading {
  say: string
  tone: 'plain' | 'busy' | 'err'
  /** Loads the fields again; null where they cannot be loaded now. */
  again: (() => void) | null
}

const sayState = (state: LoadedState): string =>
  state === 'never'
    ? 'The fields are not loaded yet.'
    : 'The fields were loaded for another connection or other options.'

/**
 * Loads the fields of a card once its connection and options are chosen, and again when they change. After an
 * undo, the earlier fields are back, so no request is repeated.
 */
const useFieldsLoading = (card: Card): FieldsLoading => {
  const bench = useWorkbench()
  const source = use(ChoiceSourceContext)
  const readOnly = useReadOnly()
  const action = actionOf(card.config, bench.useCatalog())
  const state = action === undefined ? 'none' : loadedStateOf(card, action)
  const asked = action === undefined ? null : fieldsRequestOf(card, action)
  const [result, setResult] = useState<LoadResult>({ is: 'idle' })
  const [round, setRound] = useState(0)
  const [done, setDone] = useState({ key: '', round: 0 })
  const turn = useRef<Promise<void>>(Promise.resolve())
  const latest = useRef({ bench, card, asked })
  latest.current = { bench, card, asked }

  const load = source?.loadFields
  const needs = source?.needs ?? null
  const canLoad = !readOnly && load !== undefined && needs === null && asked?.ready === true
  const key = JSON.stringify(asked)
  const isDue = canLoad && (round !== done.round || (state !== 'current' && key !== done.key))

  useEffect(() => {
    if (!isDue || load === undefined) return
    let stale = false
    const run = async (): Promise<void> => {
      // One after another; what has changed before its turn came is not asked for.
      const { asked } = latest.current
      if (stale || asked?.ready !== true) return
      setResult({ is: 'loading' })
      const ended = await load(asked.options).catch((thrown: unknown): string =>
        thrown instanceof Error ? thrown.message : String(thrown)
      )
      if (stale) return
      setDone({ key, round })
      setResult(keep(latest.current, ended))
    }
    turn.current = turn.current.then(run)
    return () => {
      stale = true
    }
  }, [isDue, load, key, round])

  const again = canLoad ? () => setRound(before => before + 1) : null
  if (needs !== null) return { say: needs, tone: 'plain', again }
  if (asked?.ready === false) return { say: asked.why, tone: 'plain', again }
  switch (result.is) {
    case 'loading':
      return { say: 'Loading fields…', tone: 'busy', again }
    case 'failed':
      return { say: result.why, tone: 'err', again }
    case 'idle':
    case 'loaded': {
      const loaded = loadedOf(card.config)
      if (loaded === undefined || state !== 'current') return { say: sayState(state), tone: 'plain', again }
      return {
        say: formatLoaded(loaded, result.is === 'loaded' ? result.change : null),
        tone: 'plain',
        again
      }
    }
  }
}

/** Stores loaded fields in the current card. */
const keep = (
  { bench, card, asked }: { bench: Workbench; card: Card; asked: FieldsRequest | null },
  answer: FieldsAnswer | string
): LoadResult => {
  if (typeof answer === 'string') return { is: 'failed', why: answer }
  if (asked?.ready !== true) return { is: 'idle' }
  const applied = applyFields(card, loadedOf(card.config), answer, asked)
  if (!applied.ok) return { is: 'failed', why: applied.why }
  bench.change('load fields', { kind: 'all', edits: applied.edits })
  return { is: 'loaded', change: applied.change }
}

/** Maximum length of a sentence that fits two lines of the card. */
const SHORT = 76

/** Part that shows the loading state of a card's dynamic fields, with a button to load them again. */
export const FieldsPart = ({ card }: { card: Card }) => {
  const { say, tone, again } = useFieldsLoading(card)
  const isErr = tone === 'err'
  return (
    <section aria-label="Dynamic fields" className="px-3" style={{ height: FIELDS_HEIGHT }}>
      <div
        className="flex items-center justify-between text-small text-ink-2"
        style={{ height: measures.control }}
      >
        Dynamic fields
        <Button
          look="quiet"
          size="card"
          disabled={again === null}
          busy={tone === 'busy'}
          icon={<RotateCw aria-hidden className="size-3.5" />}
          className="nodrag nopan"
          onClick={() => again?.()}
        >
          Reload fields
        </Button>
      </div>
      <div className="flex items-start gap-1.5 text-small" style={{ height: 2 * measures.messageLine }}>
        <p
          role="status"
          title={say}
          className={cx('m-0 line-clamp-2 min-w-0 grow break-words', isErr ? 'text-err' : 'text-ink-3')}
          style={{ lineHeight: `${measures.messageLine}px` }}
        >
          {say}
        </p>
        {isErr && say.length > SHORT && (
          <Popover
            title="Fields could not be loaded"
            trigger={
              <button
                type="button"
                className="nodrag nopan shrink-0 rounded-xs px-1 font-medium text-accent-text hover:underline"
              >
                Details
              </button>
            }
          >
            <p className="m-0 max-w-80 break-words text-body text-ink">{say}</p>
          </Popover>
        )}
      </div>
    </section>
  )
}
