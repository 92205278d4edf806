import { type ReactNode, useId } from 'react'

/** Editor of a list: a heading, a description, the rows, and a button to add one. */
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
