import { tabClass } from '@hookwright/ui'
import { Outlet } from '@tanstack/react-router'
import { type ReactNode, Suspense } from 'react'
import { Loading } from './loading.tsx'

/** Props of a tab that links to a view. */
export const viewLink = { className: tabClass, activeProps: { 'data-active': '' } } as const

/** The links to the views of one thing, each with an address. */
export const ViewLinks = ({ label, children }: { label: string; children: ReactNode }) => (
  <nav
    aria-label={label}
    className="flex shrink-0 gap-1 overflow-x-auto border-b border-line bg-surface px-3 pt-1 max-md:px-2"
  >
    {children}
  </nav>
)

/** Page with several views: their links, and below them the open one. */
export const PlaceOfViews = ({ label, links }: { label: string; links: ReactNode }) => (
  <>
    <ViewLinks label={label}>{links}</ViewLinks>
    <Suspense fallback={<Loading />}>
      <Outlet />
    </Suspense>
  </>
)
