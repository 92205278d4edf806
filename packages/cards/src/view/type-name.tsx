import { nameOfType, type ValueType } from '@hookwright/model'
import { TypeMark } from '@hookwright/ui'
import { useState } from 'react'

/** Glyph of a type, in its color. */
export const TypeOf = ({ type }: { type: ValueType }) => (
  <TypeMark kind={type.kind} list={type.list} name={nameOfType(type)} />
)

/**
 * Type glyph at the corner of a field. A click shows the type's name, also on touch screens. It is not a tab
 * stop, since the field's label already includes the type.
 */
export const TypeName = ({ type }: { type: ValueType }) => {
  const [shown, setShown] = useState(false)
  const name = nameOfType(type)
  return (
    <span className="relative inline-flex">
      <button
        type="button"
        tabIndex={-1}
        aria-label={`Data type: ${name}`}
        className="nodrag inline-flex h-6 min-w-6 shrink-0 items-center justify-center rounded-xs px-1 hover:bg-hover"
        onClick={() => setShown(!shown)}
        onBlur={() => setShown(false)}
      >
        <TypeOf type={type} />
      </button>
      {shown && (
        <span
          role="status"
          className="absolute top-full right-0 z-10 rounded-s bg-ink px-2 py-1 text-small whitespace-nowrap text-surface shadow-2"
        >
          {name}
        </span>
      )}
    </span>
  )
}
