import type { ReactNode } from 'react'
import { Mark } from './mark.tsx'

/** Page outside the app shell, such as the sign-in page: the product's logo, a title and a centered form. */
export const FormPage = ({
  title,
  wide = false,
  children,
  below
}: {
  title: string
  /** True for a wide form with many fields. */
  wide?: boolean
  children: ReactNode
  below?: ReactNode
}) => (
  <main className="flex min-h-full items-center justify-center px-4 py-10">
    <div className={wide ? 'w-136 max-w-full' : 'w-96 max-w-full'}>
      <div className="mb-6 flex justify-center">
        <div className="relative flex items-center gap-2.5">
          <Mark size={32} />
          <span className="text-h1">Hookwright</span>
          {/* The line that events travel along, from the mark to the middle of the form. */}
          <span
            aria-hidden
            className="absolute top-full right-[calc(50%+7px)] left-[15px] h-3 rounded-bl-tile border-b-2 border-l-2 border-rail"
          />
          <span
            aria-hidden
            className="absolute top-[calc(100%+10px)] right-[calc(50%-1px)] h-3.5 w-2 rounded-tr-tile border-t-2 border-r-2 border-rail"
          />
        </div>
      </div>
      <section className="flex flex-col gap-4 rounded-l border border-line bg-surface p-6 shadow-1">
        <h1 className="text-h2 wrap-anywhere">{title}</h1>
        {children}
      </section>
      {below !== undefined && <div className="mt-4 text-center text-small text-ink-2">{below}</div>}
    </div>
  </main>
)
