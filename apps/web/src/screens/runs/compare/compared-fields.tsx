import type { ComparedField } from '@hookwright/engine'
import { nameOfPath, type ValueDifference } from '@hookwright/model'
import { Button } from '@hookwright/ui'
import { useState } from 'react'
import { formatCount } from '../../../kit/page/format-count.ts'
import { ComparedValue, type SideValue } from './compared-value.tsx'

/** Number of differences of a step that are rendered before "show more". */
const PLACES = 50

interface Row {
  key: string
  what: string
  old: SideValue
  next: SideValue
}

const sidesOf = (difference: ValueDifference): Pick<Row, 'old' | 'next'> => ({
  old: difference.is === 'only-next' ? null : { value: difference.old },
  next: difference.is === 'only-old' ? null : { value: difference.next }
})

const rowsOf = ({ id, differences }: ComparedField, label: string): Row[] =>
  differences.map(difference => {
    const path = nameOfPath(difference.at)
    return {
      key: `${id} ${path}`,
      what: path === '' ? label : `${label} ▸ ${path}`,
      ...sidesOf(difference)
    }
  })

/** Table of the differences between two steps' values: name, old value and new value. */
export const ComparedFields = ({
  label,
  fields,
  labelOf
}: {
  label: string
  fields: readonly ComparedField[]
  labelOf: (field: string) => string
}) => {
  const [most, setMost] = useState(PLACES)
  const rows = fields.flatMap(field => rowsOf(field, labelOf(field.id)))
  if (rows.length === 0) return null
  return (
    <>
      <table
        aria-label={label}
        className="w-full table-fixed border-collapse text-small max-md:block max-md:[&_tbody]:block"
      >
        <thead className="max-md:hidden">
          <tr className="text-left text-ink-3">
            <th scope="col" className="w-1/4 pr-3 font-normal">
              Output
            </th>
            <th scope="col" className="pr-3 font-normal">
              Before
            </th>
            <th scope="col" className="font-normal">
              After
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map(({ key, what, old, next }) => (
            <tr key={key} className="border-t border-line align-top max-md:block max-md:py-1.5">
              <th
                scope="row"
                className="py-1.5 pr-3 text-left text-label font-normal break-words text-ink-2 max-md:block max-md:py-0"
              >
                {what}
              </th>
              {(['old', 'next'] as const).map(side => (
                <td key={side} className="py-1.5 pr-3 last:pr-0 max-md:flex max-md:gap-2 max-md:py-0.5">
                  <span aria-hidden className="w-12 shrink-0 text-ink-3 md:hidden">
                    {side === 'old' ? 'Before' : 'After'}
                  </span>
                  <ComparedValue
                    side={side}
                    old={old}
                    next={next}
                    label={`${what}, ${side === 'old' ? 'before' : 'after'}`}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > most && (
        <Button size="card" className="self-start" onClick={() => setMost(most + 10 * PLACES)}>
          Show more of {formatCount(rows.length, 'difference')}
        </Button>
      )}
    </>
  )
}
