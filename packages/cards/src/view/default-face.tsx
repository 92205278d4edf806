import type { Card } from '@hookwright/model'
import type { FaceProps } from './body-props.ts'
import { LaneGround } from './lane-ground.tsx'
import { measures } from './measures.ts'
import type { Row } from './row.ts'
import { RowList } from './row-list.tsx'
import type { CardValues } from './rows-given.ts'

const Foot = ({ rows, card, values }: { rows: Row[]; card: Card; values: CardValues | null }) =>
  rows.length === 0 ? null : (
    <div className="rounded-b-m border-t border-line bg-sunken -mt-px">
      <RowList rows={rows} card={card} values={values} />
    </div>
  )

/** Draws any card from its spec: what it takes above, what it gives below; blocks between the two, side by side. */
export const DefaultFace = ({ card, rows, lanes, values }: FaceProps) => {
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
  return (
    <div className="absolute inset-x-0 bottom-0 border-t border-line" style={{ top: measures.header - 1 }}>
      <div className="absolute top-0 left-0" style={{ width: measures.card }}>
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
          style={{ left: right, width: measures.outputColumn }}
        >
          <RowList rows={rows.foot} card={card} values={values} />
        </div>
      )}
    </div>
  )
}
