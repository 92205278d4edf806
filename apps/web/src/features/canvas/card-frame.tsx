import {
  borderColorOf,
  brandedOf,
  type CardBodyProps,
  CardTitle,
  cardBodyOf,
  mainValueOf,
  NoteButton,
  useWorkbench
} from '@hookwright/cards/views'
import type {
  CSSProperties,
  FocusEventHandler,
  KeyboardEventHandler,
  PointerEventHandler,
  ReactNode
} from 'react'
import { DifferenceBadge } from '../comparison/difference-badge.tsx'
import { formatDifference } from '../comparison/format-difference.ts'
import { ChangedDot } from './deployed/changed-dot.tsx'
import type { DrawnCard } from './drawing/drawn-card.ts'
import { formatProblemCount } from './format-problem.ts'
import { LiveMark } from './live/live-mark.tsx'
import { touch } from './ui-state/untouched.ts'
import { useCanvas, useDrawing, useUiState } from './use-canvas.tsx'

/** Returns the screen reader text of a card: “Card 2 of 5, Greet, skipped, 1 error”. */
const spokenOf = (drawn: DrawnCard, total: number): string => {
  const { number, name, problems, warnings, card, difference } = drawn
  const counts = formatProblemCount(problems.length, warnings.length)
  const errors = counts === null ? '' : `, ${counts}`
  const differs = difference === null ? '' : `, ${formatDifference(difference).say.toLowerCase()}`
  return `Card ${number} of ${total}, ${name}${card.skipped ? ', skipped' : ''}${errors}${differs}`
}

/** Frame of a card, with its title and, unless folded, its view. `children` come after the view. */
export const CardFrame = ({
  drawn,
  lanes,
  className,
  height,
  dragging = false,
  children,
  ...on
}: {
  drawn: DrawnCard
  lanes: CardBodyProps['lanes']
  className: string
  /** Height in pixels; by default that of the content. */
  height?: number
  dragging?: boolean
  onKeyDown: KeyboardEventHandler
  onFocus: FocusEventHandler
  onPointerDown?: PointerEventHandler
  onPointerEnter?: PointerEventHandler
  onPointerLeave?: PointerEventHandler
  children?: ReactNode
}) => {
  const bench = useWorkbench()
  const { ui, readOnly } = useCanvas()
  const { card, spec, rows, values, run, problems, warnings, folded, difference } = drawn
  const total = useDrawing(drawing => drawing.cards.size)
  const chosen = useUiState(ui => ui.chosen.has(card.id))
  const last = useDrawing(({ flow }) => flow.strip.at(-1) === card.id)
  const Face = cardBodyOf(card.type)
  const style: CSSProperties & Record<'--edge', string> = {
    '--edge': borderColorOf(spec, bench.connectorOf(card))
  }
  if (height !== undefined) style.height = height
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's; this groups a card's fields for readers.
    <div
      role="group"
      aria-roledescription="card"
      aria-label={spokenOf(drawn, total)}
      data-card={card.id}
      data-chosen={chosen || undefined}
      data-dragging={dragging || undefined}
      data-function={brandedOf(card.type) === undefined || undefined}
      data-ends={spec.returns !== null || (readOnly && last) || undefined}
      data-headed={(lanes[0]?.x ?? 0) > 0 || undefined}
      data-skipped={card.skipped}
      data-problem={problems.length > 0 || undefined}
      data-run={run?.is}
      data-difference={difference?.is}
      className={className}
      style={style}
      onBlur={({ target }) => {
        // Who opens a dialog of a field, such as that of a new connection, has not left the field empty.
        if (target.closest('[data-dialog]') !== null) return
        const { site, option } = target.closest<HTMLElement>('[data-site], [data-option]')?.dataset ?? {}
        const place = site ?? option
        if (place !== undefined) touch(ui, card.id, place)
      }}
      {...on}
    >
      <ChangedDot card={card} />
      <CardTitle
        card={card}
        spec={spec}
        name={drawn.name}
        number={drawn.number}
        problems={problems.length}
        warnings={warnings.length}
        run={run}
        folded={folded}
        branded={brandedOf(card.type)}
        value={values === null ? null : mainValueOf(rows.foot, values.outputs)}
        aside={
          <>
            <NoteButton card={card} spec={spec} />
            <LiveMark card={card.id} />
            {difference !== null && <DifferenceBadge difference={difference} />}
          </>
        }
      />
      {!folded && (
        <div className="card-body">
          <Face card={card} spec={spec} rows={rows} lanes={lanes} values={values} />
        </div>
      )}
      {children}
    </div>
  )
}
