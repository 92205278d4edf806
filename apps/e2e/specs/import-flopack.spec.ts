import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { expect, test } from '../fixtures/test.ts'

const card = (uuid: string, address: string, name: string) => ({
  ...{ address, uuid, pins: {} },
  node: {
    data: { name },
    model: { inputs: { data: {} }, outputs: { data: {} }, metadata: { name, description: null } }
  }
})

const flopack = {
  ...{ type: 'flopack', version: '1.5.0' },
  data: {
    flos: {
      f1: {
        ...{ id: 'f1', name: 'Sync users' },
        data: {
          methods: [
            card('a', 'root:kernel:control:0.0.1:callable', 'Helper Flow'),
            card('b', 'root:kernel:utility:0.0.1:exportFlo', 'Export Flow'),
            card('c', 'root:channels:http:acmehr:1.0.0:readUser', 'Read User')
          ],
          orderings: { x: ['a', 'b'], y: ['b', 'c'] }
        }
      }
    }
  }
}

const file = (content: unknown) => ({
  ...{ name: 'sync.flopack', mimeType: 'application/json' },
  buffer: Buffer.from(JSON.stringify(content))
})

test('a flopack is imported after a preview with a report on each card, which stays in the notes', {
  tag: '@full'
}, async ({ page, installation: _ }) => {
  await page.goto('/flows')
  await page.getByRole('button', { name: 'Import from files' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import flows' })
  await dialog.getByLabel('File').setInputFiles(file({ openapi: '3.1.0' }))
  await expect(dialog.getByRole('alert')).toContainText('not an Okta Workflows flopack')
  await dialog.getByLabel('File').setInputFiles(file(flopack))
  await expect(dialog.getByRole('region', { name: 'Flows' })).toContainText('Acmehr Read User')
  const cards = dialog.getByRole('region', { name: 'Cards' })
  await expect(cards).toContainText('Hookwright has no card for “utility.exportFlo”.')
  await expect(cards.getByRole('listitem')).toHaveCount(2)
  await cards.getByRole('switch', { name: 'Also show cards without remarks' }).click()
  await expect(cards.getByRole('listitem')).toHaveCount(3)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Import flows' }).click()
  await expect(dialog.getByRole('status').first()).toContainText(
    '2 flows were imported. New flows are off until you turn them on.'
  )
  await dialog.getByRole('button', { name: 'Open “Sync users”' }).click()
  await expect(page).toHaveURL(/\/flows\/[0-9a-f-]{36}/)
  await expect(page.getByText('“Export Flow” (utility.exportFlo) was not converted.')).toBeVisible()

  // A pasted curl command becomes a card.
  await page.evaluate(() => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', "curl -X PUT https://acme.example/users -d 'name=Ada'")
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  })
  await expect(page.getByRole('group', { name: /Raw Request/ })).toBeVisible()
})

test('requests of a HAR file are picked from a list and become cards', { tag: '@full' }, async ({
  page,
  installation: _
}) => {
  const entry = (method: string, url: string, type: string) => ({
    ...{ _resourceType: type, request: { method, url, headers: [] } },
    response: { content: { mimeType: '' } }
  })
  const entries = [
    entry('GET', 'https://acme.example/', 'document'),
    entry('GET', 'https://acme.example/api/users', 'fetch'),
    ...Array.from({ length: 400 }, (_, number) =>
      entry('GET', `https://acme.example/picture-${number}`, 'image')
    )
  ]
  await page.goto('/flows')
  await page.getByRole('button', { name: 'Import from files' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import flows' })
  await dialog.getByLabel('File').setInputFiles(file({ log: { entries } }))
  const requests = dialog.getByRole('region', { name: 'Requests' })
  await expect(requests).toContainText('1 of 402 requests selected.')
  const list = requests.getByRole('listbox', { name: 'Requests' })
  await list.getByRole('option', { name: 'GET acme.example/', exact: true }).click()
  await expect(requests).toContainText('2 of 402 requests selected.')

  // Each request is listed, and only the rows in view are drawn.
  await page.keyboard.press('End')
  await page.keyboard.press('Space')
  await expect(list.getByRole('option', { name: 'GET acme.example/picture-399' })).toHaveAttribute(
    'aria-selected',
    'true'
  )
  expect(await list.getByRole('option').count()).toBeLessThan(40)
  await requests.getByRole('textbox', { name: 'Search requests' }).fill('users')
  await expect(list.getByRole('option')).toHaveCount(1)
  await requests.getByRole('textbox', { name: 'Search requests' }).fill('')
  await requests.getByRole('button', { name: 'Selected 3' }).click()
  await expect(list.getByRole('option')).toHaveCount(3)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Import flows' }).click()
  await expect(dialog.getByRole('status').first()).toContainText(
    '1 flow was imported. New flows are off until you turn them on.'
  )
})
