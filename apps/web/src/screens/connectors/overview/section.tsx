import { type ReactNode, useId } from 'react'

/** Page section with a background and a heading. */
export const Section = ({
  title,
  lead,
  children
}: {
  title: string
  lead?: ReactNode
  children: ReactNode
}) => {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-4 rounded-m border border-line bg-surface p-5 max-md:p-4"
    >
      <div>
        <h2 id={id} className="text-h2">
          {title}
        </h2>
        {lead !== undefined && <p className="mt-0.5 text-body text-ink-2">{lead}</p>}
      </div>
      {children}
    </section>
  )
}
