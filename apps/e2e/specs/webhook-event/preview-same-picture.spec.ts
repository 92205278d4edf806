import { literal } from '@hookwright/model'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../../fixtures/test.ts'
import { deployByApi } from '../../pages/deploy-by-api.ts'
import { makeFlow } from '../../pages/flow-docs.ts'
import { outputsDialog } from '../../pages/outputs-dialog.ts'
import { eventFlow, groupOf, optionField, outputField, userOutputs } from '../../pages/outputs-docs.ts'

const kinds = ['text', 'number', 'boolean', 'date', 'object', 'file'] as const
const everyType = kinds.flatMap(kind => [
  outputField(kind, `One ${kind}`, kind),
  outputField(`${kind}s`, `Many ${kind}`, kind, true)
])
const long = 'A label that is much longer than the card is wide, and goes on'.replace(',', '')

/** Event flows of different kinds, by name. */
const fixtures: { name: string; flow: Parameters<typeof eventFlow>[0] }[] = [
  { name: 'Nothing yet', flow: {} },
  { name: 'User created', flow: userOutputs() },
  {
    name: 'Options alone',
    flow: {
      options: [
        optionField('kind', 'Event type', true, ['Created', 'Deleted']),
        optionField('team', 'Department', false)
      ]
    }
  },
  {
    name: 'Options and outputs',
    flow: {
      ...userOutputs(),
      options: [optionField('kind', 'Event type', true, ['Created', 'Deleted']), optionField('note', 'Note')]
    }
  },
  {
    name: 'Records',
    flow: {
      groups: [groupOf('user', 'User', outputField('id', 'ID'), outputField('name', 'Name'))],
      runMode: true,
      inputs: { list: literal([]) }
    }
  },
  { name: 'Every type', flow: { groups: [groupOf('all', 'All', ...everyType)] } },
  {
    name: long,
    flow: {
      options: [optionField('long', long, true)],
      groups: [groupOf('long', long, outputField('long', long, 'date', true))]
    }
  }
]

/**
 * Browser options that render each screenshot from scratch. With partial rendering, a changed area is painted
 * over the previous picture, which can shift a color at rounded corners by 1 of 255.
 */
test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, args: [...(launchOptions.args ?? []), '--disable-partial-raster'] })
})

const picture = (shown: Locator): Promise<Buffer> => shown.screenshot({ animations: 'disabled' })

/**
 * Moves a card to a fixed position, so that two cards can be compared there. A browser renders a page in
 * tiles and rounds at their borders, so the same card looks slightly different elsewhere.
 */
const putAt = (shown: Locator, place: { x: number; y: number } | null): Promise<void> =>
  shown.evaluate((card, at) => {
    if (!(card instanceof HTMLElement) || at === null) throw new Error('There is no card to put there.')
    Object.assign(card.style, { position: 'fixed', left: `${at.x}px`, top: `${at.y}px`, zIndex: '100' })
  }, place)

/** Moves the card back from the position of `putAt`. */
const putBack = (shown: Locator): Promise<void> => shown.evaluate(card => card.removeAttribute('style'))

const themes = ['light', 'dark'] as const

const inTheme = async (page: Page, theme: (typeof themes)[number], shown: Locator): Promise<Buffer> => {
  await page.evaluate(chosen => {
    document.documentElement.dataset.theme = chosen
  }, theme)
  await settled(page)
  return picture(shown)
}

/** Captures a card in both themes. */
const inBothThemes = async (page: Page, shown: Locator) => ({
  light: await inTheme(page, 'light', shown),
  dark: await inTheme(page, 'dark', shown)
})

const settled = async (page: Page): Promise<void> => {
  await page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all([...document.images].map(image => image.decode()))
  })
  await page.mouse.move(0, 0)
}

const logo = `data:image/svg+xml;base64,${Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#0f7a4d"/></svg>'
).toString('base64')}`

test(
  '[row 57, 124] the preview of each event is the same picture as its card on the page of the deployed version',
  { tag: '@long' },
  async ({ api, page }, info) => {
    test.setTimeout(240_000)
    await page.setViewportSize({ width: 1440, height: 2400 })
    const { id: connectorId } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
    await api.mutate('connectors.describe', {
      connectorId,
      name: 'Acme HR',
      description: '',
      branding: { logo, accent: '#0f7a4d', docsUrl: null }
    })
    const made = []
    for (const { name, flow } of fixtures)
      made.push({ name, ...(await makeFlow(api, { connectorId, name, doc: eventFlow(flow) })) })
    const { number } = await deployByApi(api, connectorId)

    const previews = []
    for (const { name, path, flowId } of made) {
      await page.goto(path)
      const outputs = outputsDialog(page)
      await outputs.open()
      // The name of the connector is loaded apart from the flow.
      await expect(outputs.preview).toContainText('Acme HR')
      // A card that is higher than the dialog would be cut off in its picture.
      await page.addStyleTag({ content: '[role="dialog"] { height: 100% !important }' })
      const pictures = await inBothThemes(page, outputs.preview)
      previews.push({ name, flowId, pictures, place: await outputs.preview.boundingBox() })
    }
    await page.goto(`/connectors/${connectorId}/versions/${number}`)
    for (const { name, flowId, pictures, place } of previews) {
      const deployed = page.locator(`[data-event-card="${flowId}"]`)
      await expect(deployed).toBeVisible()
      await putAt(deployed, place)
      const found = await inBothThemes(page, deployed)
      await putBack(deployed)
      for (const theme of themes) {
        const isSame = found[theme].equals(pictures[theme])
        if (!isSame) {
          const contentType = 'image/png'
          await info.attach(`${name}, ${theme}: preview`, { body: pictures[theme], contentType })
          await info.attach(`${name}, ${theme}: deployed`, { body: found[theme], contentType })
        }
        expect(isSame, `${name}, ${theme}: both pictures are the same, byte by byte`).toBe(true)
      }
    }
  }
)
