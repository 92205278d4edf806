import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'

/** Page object of the practice service. */
export interface PracticePage {
  page: Page
  open: () => Promise<void>
  eventType: (label: string) => Locator
  /** Toggle that shows the fields for the data and number of events. */
  choose: Locator
  sendEvent: Locator
  /** Message about the last action. */
  said: Locator
  /** Subscriptions, one per row. */
  subscriptions: Locator
  deliveries: Locator
  /** Finds the toggle of a delivery's body; the newest is 1. */
  body: (nth: number) => Locator
  /** Enables a fault for an operation. The fault is chosen by its label in the form. */
  makeFail: (place: string, choice: string) => Promise<void>
  trouble: Locator
  letItWork: Locator
  back: Locator
  /** Form that subscribes an Event URL to messages in the format (“dialect”) of another service. */
  dialect: Locator
  /**
   * Saves screenshots in both color schemes and two sizes. The page is scrolled to an element, or to the top.
   */
  shoot: (name: string, at?: Locator) => Promise<void>
}

const screens = join(import.meta.dirname, '../../../test-results/screens')

/** Returns the page object of the practice service at this URL. `open` navigates to the URL. */
export const practicePage = (page: Page, url: string): PracticePage => {
  const rowsOf = (name: string): Locator =>
    page
      .getByRole('region', { name })
      .getByRole('row')
      .filter({ has: page.getByRole('button') })
  const deliveries = rowsOf('Last deliveries')
  return {
    page,
    open: async () => {
      await page.goto(url)
    },
    eventType: label => page.getByRole('radio', { name: label }),
    choose: page.getByText('Choose values and number of events'),
    sendEvent: page.getByRole('button', { name: 'Send event' }),
    said: page.getByRole('status'),
    subscriptions: rowsOf('Subscriptions'),
    deliveries,
    body: nth => deliveries.nth(nth - 1).locator('summary'),
    makeFail: async (place, choice) => {
      const select = page.getByLabel(place)
      const label = (await select.locator('option').allTextContents()).find(text => text.startsWith(choice))
      await select.selectOption({ label: label ?? choice })
      await page.getByRole('button', { name: 'Apply' }).click()
    },
    trouble: page.getByText('This service is made to fail'),
    letItWork: page.getByRole('button', { name: 'Stop failing' }),
    back: page.getByRole('link', { name: 'Back to Hookwright' }),
    dialect: page.getByRole('region', { name: 'Act as another service' }),
    shoot: async (name, at) => {
      mkdirSync(screens, { recursive: true })
      const before = page.viewportSize()
      for (const size of [
        { width: 1440, height: 900 },
        { width: 390, height: 844 }
      ]) {
        await page.setViewportSize(size)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          if (at === undefined) await page.evaluate(() => scrollTo(0, 0))
          else await at.evaluate(found => found.scrollIntoView())
          await page.evaluate(
            () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve, 200)))
          )
          await page.screenshot({ path: join(screens, `${name}.${size.width}.${colorScheme}.png`) })
        }
      }
      await page.emulateMedia({ colorScheme: null })
      if (before !== null) await page.setViewportSize(before)
    }
  }
}
