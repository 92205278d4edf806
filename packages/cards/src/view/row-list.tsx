import type { Card } from '@hookwright/model'
import { AddField } from './add-field.tsx'
import { CardMessage } from './card-message.tsx'
import { InputField } from './input-field.tsx'
import { KeyField } from './key-field.tsx'
import { LostField } from './lost-field.tsx'
import { measures } from './measures.ts'
import { Message } from './message.tsx'
import { OptionRow } from './option-row.tsx'
import { OutputField } from './output-field.tsx'
import { nameOfPlace, type Row } from './row.ts'
import type { CardValues } from './rows-given.ts'
import { SectionHead } from './section-head.tsx'
import { SettingField } from './setting-field.tsx'

const keyOf = (row: Row): string => {
  switch (row.kind) {
    case 'section':
    case 'part':
      return `${row.kind} ${row.key}`
    case 'message':
      return `message ${row.problem.message}`
    case 'failure':
      return 'failure'
    case 'setting':
    case 'add':
      return `${row.kind} ${row.setting.key}`
    case 'input':
    case 'lost':
      return nameOfPlace(row.at)
    case 'output':
    case 'key':
      return `${row.kind} ${JSON.stringify([row.port.id, ...row.path])}`
  }
}

const RowOf = ({ row, card, values }: { row: Row; card: Card; values: CardValues | null }) => {
  switch (row.kind) {
    case 'section':
      return <SectionHead card={card} row={row} />
    case 'part':
      return <row.Part card={card} part={row.key} />
    case 'message':
      return <CardMessage row={row} card={card} />
    case 'failure':
      return (
        <div className="bg-err-soft px-3" style={{ paddingBlock: measures.fieldGap }}>
          <Message>{row.message}</Message>
        </div>
      )
    case 'setting':
      return <SettingField row={row} card={card} />
    case 'input':
      return row.port.option === undefined ? (
        <InputField row={row} card={card} values={values} />
      ) : (
        <OptionRow row={row} option={row.port.option} card={card} />
      )
    case 'lost':
      return <LostField at={row.at} problem={row.problem} />
    case 'output':
      return <OutputField row={row} card={card} values={values} />
    case 'key':
      return <KeyField card={card} port={row.port} path={row.path} depth={row.depth} />
    case 'add':
      return <AddField card={card} setting={row.setting} />
  }
}

/** Rows below each other, as high as `heightOfRows` says. */
export const RowList = ({ rows, card, values }: { rows: Row[]; card: Card; values: CardValues | null }) =>
  rows.length === 0 ? null : (
    <div className="card-rows" style={{ paddingBlock: measures.pad }}>
      {rows.map(row => (
        <RowOf key={keyOf(row)} row={row} card={card} values={values} />
      ))}
    </div>
  )
