// One sentence per reason why a till cannot be opened: what is the matter and what to do. For terminals and boxes
// shown before there is a window; everything later is worded by the renderer.
import type { Failure } from "../../preload/contract/failure.ts";

/** Chinese and English in one line; `detail` is a path of ours, never data. */
export function openingSentence({ code, detail = "" }: Failure): string {
  switch (code) {
    case "folder_in_use":
      return `收银台已经打开 · The till is already open on ${detail}. Close it first, or choose another folder with --data.`;
    case "folder_read_only":
      return `不能写入数据文件夹 · The data folder cannot be written: ${detail}. Allow writing there, or use --data.`;
    case "store_newer":
      return `数据来自更新的版本，请升级 · ${detail} was written by a newer version. Install that version; nothing was changed.`;
    case "store_damaged":
      return `账本已损坏，请恢复备份 · ${detail} is damaged. Keep it and restore a backup (npm run cli -- restore FILE).`;
    case "store_not_a_book":
      return `这不是收银台的账本，没有改动 · ${detail} is no book of a till; nothing was changed. Restore a backup, or use --data.`;
    case "store_other_book":
      return `练习账本和真账本放错了位置 · ${detail} is the other book: the training book and the real one never take each other's place. Restore a backup.`;
    case "store_cannot_write":
      return `账本无法写入，请检查磁盘 · ${detail} cannot be written: is the disk full?`;
    default:
      return `无法打开收银台 · The till cannot be opened: ${code} ${detail}`.trim();
  }
}
