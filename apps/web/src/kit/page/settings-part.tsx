import type { ReactNode } from 'react'

/**
 * Section of a settings page. The description is at the left of the controls, or above them on narrow
 * screens.
 */
export const SettingsPart = ({
  title,
  about,
  children
}: {
  title: string
  about?: ReactNode
  children: ReactNode
}) => (
  <section
    aria-label={title}
    className="grid grid-cols-[minmax(0,18rem)_minmax(0,1fr)] gap-x-12 gap-y-4 border-t border-line py-6 first-of-type:border-t-0 first-of-type:pt-0 max-lg:grid-cols-1 [section+&]:-mt-4"
  >
    <div className="flex flex-col gap-1">
      <h2 className="m-0 text-h3">{title}</h2>
      {about !== undefined && <p className="m-0 max-w-160 text-body text-pretty text-ink-2">{about}</p>}
    </div>
    <div className="flex min-w-0 max-w-180 flex-col gap-4">{children}</div>
  </section>
)

/** Settings page over the full width of the sheet. */
export const SettingsPage = ({
  title,
  about,
  children
}: {
  title: string
  about?: ReactNode
  children: ReactNode
}) => (
  <div className="flex min-h-0 grow flex-col overflow-y-auto">
    <div className="flex w-full grow flex-col gap-4 px-8 pt-6 pb-8 max-md:px-4">
      {/* On phones the tab above names the page. */}
      <h2 className="m-0 flex min-h-8 items-center text-h2 max-md:sr-only">{title}</h2>
      {about !== undefined && <p className="m-0 max-w-160 text-body text-pretty text-ink-2">{about}</p>}
      {children}
    </div>
  </div>
)
