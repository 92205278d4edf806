import { expect, type Locator, type Page } from '@playwright/test'
import { type PracticePage, practicePage } from './practice.ts'

/** Page object of the start page. */
export interface HomePage {
  open: () => Promise<void>
  card: Locator
  /** Finds the progress text of the first steps, such as “2 of 6 done”. */
  done: (count: number) => Locator
  /** Finds a step by its title. */
  step: (title: string) => Locator
  loadSample: Locator
  openFlow: Locator
  /** The switch of the sample's flow. */
  turnOn: Locator
  openPractice: Locator
  /** Address of the practice service. */
  practiceUrl: () => Promise<string>
  /** Opens the practice service in another tab. */
  openInNewTab: () => Promise<PracticePage>
  seeRun: Locator
  /** Button of the onboarding step “Survive a restart”, which shows the instructions. */
  stopServer: Locator
  /** Opens the page of Acme Chat in another tab. */
  openChat: () => Promise<Page>
  /** Button of the optional onboarding step “Post as yourself”. */
  signIn: Locator
  hide: Locator
  showAgain: Locator
  /** Newest deliveries, newest first. */
  deliveries: Locator
  tiles: Locator
}

/** Returns the page object of the start page. */
export const homePage = (page: Page): HomePage => {
  // Beside Home, the navigation has a region of this name, too.
  const card = page.getByRole('main').getByRole('region', { name: 'First steps' })
  const openPractice = card.getByRole('link', { name: 'Open Acme HR in a new tab: Send an event' })
  return {
    open: async () => {
      await page.goto('/')
      await expect(page.getByRole('heading', { name: 'Recent deliveries' })).toBeVisible()
    },
    card,
    done: count => card.getByRole('status').filter({ hasText: `${count} of 6 done` }),
    step: title => card.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) }),
    loadSample: card.getByRole('button', { name: 'Load the sample' }),
    openFlow: card.getByRole('link', { name: 'Open the flow' }),
    turnOn: card.getByRole('switch', { name: /Welcome new joiners/ }),
    openPractice,
    practiceUrl: async () =>
      (await page.getByRole('link', { name: 'Practice service' }).getAttribute('href')) ?? '',
    openInNewTab: async () => {
      const opened = page.waitForEvent('popup')
      await openPractice.click()
      return practicePage(await opened, '')
    },
    seeRun: card.getByRole('link', { name: 'Show run: See the run' }),
    stopServer: card.getByRole('button', { name: /: Test a restart$/ }),
    openChat: async () => {
      const opened = page.waitForEvent('popup')
      await card.getByRole('link', { name: 'Open Acme Chat' }).click()
      return opened
    },
    signIn: card.getByRole('button', { name: 'Sign in: Post as yourself (optional)' }),
    hide: card.getByRole('button', { name: 'Hide the first steps' }),
    showAgain: page.getByRole('button', { name: 'Show the first steps' }),
    deliveries: page.getByRole('region', { name: 'Recent deliveries' }).getByRole('listitem'),
    tiles: page.getByRole('region', { name: 'Status' })
  }
}
