import type { ReactNode } from 'react'

/** Section of a settings page: its subject, then its controls. */
export const SettingsPart = ({
  title,
  about,
  children
}: {
  title: string
  about?: ReactNode
  children: ReactNode
}) => (
  <section aria-label={title} className="flex flex-col gap-3 rounded-m border border-line bg-surface p-4">
    <div className="flex flex-col gap-1">
      <h2 className="m-0 text-h2">{title}</h2>
      {about !== undefined && <p className="m-0 max-w-160 text-body text-pretty text-ink-2">{about}</p>}
    </div>
    {children}
  </section>
)

/** A page of settings, as wide as a text is read. */
export const SettingsPage = ({ title, children }: { title: string; children: ReactNode }) => (
  <div className="flex min-h-0 grow flex-col overflow-y-auto">
    <div className="flex w-full max-w-200 flex-col gap-4 p-6 max-md:p-4">
      <h1 className="m-0 text-h1">{title}</h1>
      {children}
    </div>
  </div>
)
