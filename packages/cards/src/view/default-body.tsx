import type { Card } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { ChevronLeft } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { CardBodyProps, Lane } from './card-view.ts'
import { measures } from './measures.ts'
import { COLUMN_PLACE, columnOf, type Row } from './row.ts'
import { RowList } from './row-list.tsx'
import type { CardValues } from './rows-input.ts'
import { useWorkbench } from './workbench.ts'

const grounds = ['bg-type-boolean/8', 'bg-accent/8']

/**
 * Area of a block on its card. It shows a label and a background for the block's cards; at its right are the
 * inputs for the values that the block passes on.
 */
const LaneGround = ({
  card,
  lane,
  index,
  rows,
  values
}: {
  card: Card
  lane: Lane
  index: number
  rows: Row[]
  values: CardValues | null
}) => {
  const bench = useWorkbench()
  const label = bench.useBlockLabel(card.id, lane.block)
  const top = lane.y - measures.header
  return (
    <section
      aria-label={label}
      className={cx(
        'absolute border-line',
        index > 0 && 'border-t',
        lane.x > 0 && 'border-l',
        grounds[index % grounds.length]
      )}
      style={{ left: lane.x, top, width: lane.width, height: lane.height }}
    >
      <h4
        className="lane-label m-0 flex items-center pr-3 pl-7 text-small font-semibold text-ink-2"
        style={{ height: measures.laneLabel }}
      >
        {label}
      </h4>
      <bench.LaneAdd card={card.id} block={lane.block} />
      {rows.length > 0 && (
        <div
          className="absolute top-0 right-0 bottom-0 border-l border-line bg-surface/60"
          style={{ width: lane.joins, paddingTop: 0 }}
        >
          <RowList rows={rows} card={card} values={values} />
        </div>
      )}
    </section>
  )
}

const Foot = ({ rows, card, values }: { rows: Row[]; card: Card; values: CardValues | null }) =>
  rows.length === 0 ? null : (
    <div className="mt-auto rounded-b-m border-t border-line bg-sunken">
      <RowList rows={rows} card={card} values={values} />
    </div>
  )

/** Folded outputs column of a block card. A click unfolds it. */
const FoldedColumn = ({ card, column }: { card: Card; column: string }) => {
  const bench = useWorkbench()
  const button = useRef<HTMLButtonElement>(null)
  const place = COLUMN_PLACE
  const { request, done } = bench.useFocusRequest(card.id, place)

  useEffect(() => {
    if (request === null) return
    bench.focus(button.current)
    done()
  }, [request, done, bench])

  return (
    <button
      ref={button}
      type="button"
      aria-expanded={false}
      className="card-column nodrag nopan flex h-full w-full flex-col items-center gap-1.5 rounded-br-m pt-3 text-small font-semibold text-ink-3 hover:bg-hover hover:text-ink"
      onClick={() => {
        bench.flip(card.id, column)
        bench.requestFocus(card.id, place, 'focus')
      }}
    >
      <ChevronLeft aria-hidden className="size-3.5 shrink-0" strokeWidth={2} />
      <span className="[writing-mode:vertical-rl]">Outputs</span>
    </button>
  )
}

/** Draws a card from its spec: inputs above, outputs below, blocks side by side between them. */
export const DefaultBody = ({ card, rows, lanes, values }: CardBodyProps) => {
  const [first] = lanes
  if (first === undefined) {
    return (
      <>
        <RowList rows={rows.head} card={card} values={values} />
        <Foot rows={rows.foot} card={card} values={values} />
      </>
    )
  }
  const right = first.x + first.width
  const column = columnOf(rows.foot[0])
  const isFolded = column?.folded === true
  return (
    <div className="absolute inset-x-0 bottom-0 border-t border-line" style={{ top: measures.header - 1 }}>
      <div className="absolute top-0 left-0" style={{ width: measures.blockHead }}>
        <RowList rows={rows.head} card={card} values={values} />
      </div>
      {lanes.map((lane, index) => (
        <LaneGround
          key={lane.block}
          card={card}
          lane={lane}
          index={index}
          rows={rows.joins[index] ?? []}
          values={values}
        />
      ))}
      {rows.foot.length > 0 && (
        <div
          className="absolute top-0 bottom-0 rounded-br-m border-l border-line bg-sunken"
          style={{ left: right, width: isFolded ? measures.foldedColumn : measures.outputColumn }}
        >
          {isFolded ? (
            <FoldedColumn card={card} column={column.key} />
          ) : (
            <RowList rows={rows.foot} card={card} values={values} />
          )}
        </div>
      )}
    </div>
  )
}
