import type { ChangeLine } from '@hookwright/engine'

const Side = ({ text }: { text: string | null }) => (
  <td className="py-1 pr-2 break-words whitespace-pre-wrap text-ink last:pr-0">
    {text ?? (
      <span className="text-ink-3">
        <span aria-hidden>—</span>
        <span className="sr-only">nothing</span>
      </span>
    )}
  </td>
)

/** Table of differences with one row per field: name, old value and new value. */
export const ChangeTable = ({
  lines,
  before,
  after
}: {
  lines: ChangeLine[]
  /** Column heading of the old values; `after` is the heading of the new values. */
  before: string
  after: string
}) => (
  <table className="w-full table-fixed border-collapse text-small">
    <thead>
      <tr className="text-left text-ink-3">
        <th scope="col" className="w-1/3 pr-2 font-normal">
          Field
        </th>
        <th scope="col" className="pr-2 font-normal">
          {before}
        </th>
        <th scope="col" className="font-normal">
          {after}
        </th>
      </tr>
    </thead>
    <tbody>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two fields may have one name; the table is made anew with each change.
        <tr key={index} className="border-t border-line align-top last:[&>*]:pb-0">
          <th scope="row" className="py-1 pr-2 text-left font-normal break-words text-ink-2">
            {line.what}
          </th>
          <Side text={line.before} />
          <Side text={line.after} />
        </tr>
      ))}
    </tbody>
  </table>
)
