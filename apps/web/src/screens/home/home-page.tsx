import { Button } from '@hookwright/ui'
import { useSuspenseQuery } from '@tanstack/react-query'
import { ListChecks } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { OpenBreakers } from '../../features/open-breakers/open-breakers.tsx'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useKept } from '../../kit/page/use-kept.ts'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { FirstStepsCard } from './first-steps-card.tsx'
import { HealthTiles } from './health-tiles.tsx'
import { RecentDeliveries } from './recent-deliveries.tsx'

/** Home page: first steps until hidden, key figures and the latest deliveries. */
export const HomePage = () => {
  usePageTitle('Home')
  const { data: checklist } = useSuspenseQuery(useTrpc().installation.checklist.queryOptions())
  const [hidden, setHidden] = useKept('first-steps-hidden', false)
  const [justHidden, setJustHidden] = useState(false)
  const showAgain = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // The button that hid them is gone, and the focus with it.
    if (justHidden) showAgain.current?.focus()
  }, [justHidden])

  const change = (next: boolean): void => {
    setHidden(next)
    setJustHidden(next)
  }
  return (
    <div className="min-h-0 grow overflow-y-auto">
      <div className="mx-auto flex w-full max-w-4xl flex-col gap-5 px-6 py-8 max-md:px-4 max-md:py-5">
        <header className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <div className="flex min-w-0 flex-[1_1_20rem] flex-col gap-1">
            <h1 className="text-h1">{hidden ? 'Home' : 'Welcome to Hookwright'}</h1>
            {!hidden && (
              <p className="text-body text-ink-2">
                A connector tells a service where to send its events. Your flow runs for each of them.
              </p>
            )}
          </div>
          {hidden && (
            <Button
              ref={showAgain}
              look="quiet"
              className="-mr-3 max-md:-ml-3"
              icon={<ListChecks aria-hidden className="size-4" strokeWidth={1.75} />}
              onClick={() => change(false)}
            >
              Show the first steps
            </Button>
          )}
        </header>
        <OpenBreakers />
        {!hidden && <FirstStepsCard checklist={checklist} onHide={() => change(true)} />}
        <HealthTiles />
        <RecentDeliveries />
      </div>
    </div>
  )
}
