import { type ReactNode, useId } from 'react'

/** A list of things that are edited in rows: a heading, what it is for, the rows, and the button for one more. */
export const EditorGroup = ({
  title,
  hint,
  add,
  children
}: {
  title: string
  hint: string
  add?: ReactNode
  children: ReactNode
}) => {
  const id = useId()
  return (
    <fieldset aria-labelledby={id} className="flex min-w-0 flex-col gap-2">
      <div>
        <h3 id={id} className="text-label">
          {title}
        </h3>
        <p className="text-small text-ink-3">{hint}</p>
      </div>
      {children}
      {add !== undefined && <div>{add}</div>}
    </fieldset>
  )
}
