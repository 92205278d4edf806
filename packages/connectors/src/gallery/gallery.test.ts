import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkGalleryFolder } from './check-gallery-folder.ts'
import { galleryKeys, galleryRoot, readFolderFiles } from './folder-files.ts'

const folderOf = (key: string) => readFolderFiles(join(galleryRoot, key))

describe.each(galleryKeys())('the ready connector %s', key => {
  test('is read, valid, the same after an export, and passes its tests', async () => {
    const { problems, tests } = await checkGalleryFolder(key, folderOf(key))
    expect(problems).toEqual([])
    expect(tests).toBeGreaterThan(0)
  })
})
