import type { OutputPort } from '@hookwright/engine'
import type { Card, Path } from '@hookwright/model'
import { type KeyboardEvent, useState } from 'react'
import { parsePath } from '../kernel/parse-path.ts'
import { measures } from './measures.ts'
import { useWorkbench } from './workbench.ts'

/** Field to type an unknown path into an object: a key, or several as in `user.emails[0]`. */
export const KeyField = ({
  card,
  port,
  path,
  depth
}: {
  card: Card
  port: OutputPort
  path: Path
  depth: number
}) => {
  const bench = useWorkbench()
  const [text, setText] = useState('')
  const parsed = text === '' ? null : parsePath(text)
  const wrong = parsed !== null && !parsed.ok

  const add = (): void => {
    if (parsed === null || !parsed.ok) return
    bench.addPath(card.id, port.id, [...path, ...parsed.path])
    setText('')
  }

  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    event.stopPropagation()
    if (parsed === null || !parsed.ok) return
    add()
    bench.wish(card.id, `out|${[port.id, ...path, ...parsed.path].join('|')}`, 'focus')
  }

  return (
    <div
      className="flex items-center pr-3"
      style={{ height: measures.branch + 4, paddingLeft: depth * measures.indent + 20 }}
    >
      <input
        aria-label={`Enter key name in ${[port.label, ...path].join('.')}`}
        aria-invalid={wrong || undefined}
        title={wrong ? `This is no path, since ${parsed.why}.` : undefined}
        placeholder="Enter key name"
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        onKeyDown={press}
        onBlur={add}
        className="nodrag nopan h-6 w-full min-w-0 rounded-xs border border-transparent bg-transparent px-1.5 text-small text-ink hover:border-line-strong focus:border-line-strong focus:bg-surface aria-invalid:border-err"
      />
    </div>
  )
}
