import { type ReactNode, useId } from 'react'

/** Element id of the section with the authentication of a connector. */
export const AUTHENTICATION = 'authentication'

/** Element id of the first empty client ID of a connector. */
export const CLIENT_ID = 'client-id'

/** Page section with a heading. Sections other than the first have a line above. */
export const Section = ({
  title,
  lead,
  anchor,
  children
}: {
  title: string
  /** Element id, if a link leads to the section. */
  anchor?: string | undefined
  lead?: ReactNode
  children: ReactNode
}) => {
  const id = useId()
  return (
    <section
      id={anchor}
      tabIndex={anchor === undefined ? undefined : -1}
      aria-labelledby={id}
      className="scroll-mt-32 flex flex-col gap-4 border-t border-line pt-6 first:border-t-0 first:pt-0"
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
