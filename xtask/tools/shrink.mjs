// Makes each WebAssembly file that is named as small as Binaryen can (`wasm-opt -Oz`): many in
// one process, because starting Binaryen takes longer than most of them do. The first argument
// is the folder where it is installed.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const require = createRequire(`${folder}/`);
const { default: binaryen } = await import(pathToFileURL(require.resolve("binaryen")));
// Those that rustc turns on for this target.
const features = [
    "BulkMemory",
    "BulkMemoryOpt",
    "Multivalue",
    "MutableGlobals",
    "NontrappingFPToInt",
    "ReferenceTypes",
    "SignExt",
].reduce((all, name) => all | binaryen.Features[name], binaryen.Features.MVP);

binaryen.setOptimizeLevel(2);
binaryen.setShrinkLevel(2);
for (const file of files) {
    const module = binaryen.readBinary(readFileSync(file));
    module.setFeatures(features);
    module.optimize();
    writeFileSync(file, module.emitBinary());
    module.dispose();
}
