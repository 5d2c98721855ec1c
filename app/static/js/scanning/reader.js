// The worker that reads codes: ZXing-C++ as WebAssembly, from our own server and no other.
import { prepareZXingModule, readBarcodes } from "../../vendor/zxing-wasm/reader/index.js"
import { Passes } from "./passes.js"

const WASM = new URL("../../vendor/zxing-wasm/zxing_reader.wasm", import.meta.url).href
const passes = new Passes(readBarcodes)

prepareZXingModule({ overrides: { locateFile: () => WASM }, fireImmediately: true }).then(
  () => postMessage({ ready: true }),
  () => postMessage({ ready: false }),
)

onmessage = async ({ data: { picture, how } }) => {
  const began = performance.now()
  const codes = await passes.look(picture, how)
  postMessage({ codes, took: performance.now() - began })
}
