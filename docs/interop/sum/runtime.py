"""A model for MLServer: the sums of a matrix's rows in a column, and half of each of its elements."""

import numpy as np
from mlserver import MLModel
from mlserver.codecs import NumpyCodec
from mlserver.types import InferenceRequest, InferenceResponse


class SumModel(MLModel):
    async def load(self) -> bool:
        return True

    async def predict(self, payload: InferenceRequest) -> InferenceResponse:
        x = NumpyCodec.decode_input(payload.inputs[0])
        return InferenceResponse(
            model_name=self.name,
            outputs=[
                NumpyCodec.encode_output("rows", x.sum(axis=1, keepdims=True, dtype=np.float32)),
                NumpyCodec.encode_output("half", (x / 2).astype(np.float32)),
            ],
        )
