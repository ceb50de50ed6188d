//! A network that turns one block of numbers into another, and the runtime behind it.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use rten::{Model, ModelOptions, RunOptions, ThreadPool};
use rten_tensor::{AsView, Layout, NdTensor, Tensor};

use crate::OcrError;

/// A stack of planes: pictures, channels, rows and columns, the last running fastest.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Planes {
    pub(crate) shape: [usize; 4],
    pub(crate) values: Vec<f32>,
}

impl Planes {
    /// As many zeros as the shape says.
    pub(crate) fn zeros(shape: [usize; 4]) -> Self {
        Self { shape, values: vec![0.0; shape.iter().product()] }
    }
}

/// What a network answers; the meaning of the sides is its own.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    pub(crate) shape: Vec<usize>,
    pub(crate) values: Vec<f32>,
}

/// Something that was trained.
pub(crate) trait Network: fmt::Debug + Send {
    /// The answer to one input; `None` when the input does not fit.
    fn run(&mut self, input: Planes) -> Option<Answer>;
}

/// A network from an ONNX file.
pub(crate) struct OnnxNetwork {
    model: Model,
    /// One thread: pages are read in parallel, each by one worker.
    thread: Arc<ThreadPool>,
}

impl fmt::Debug for OnnxNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnnxNetwork").finish_non_exhaustive()
    }
}

impl OnnxNetwork {
    /// Loads a file.
    pub(crate) fn load(path: &Path) -> Result<Self, OcrError> {
        let broken = || OcrError::ModelsUnreadable { path: path.to_owned() };
        let bytes = std::fs::read(path).map_err(|_| broken())?;
        let model = ModelOptions::with_all_ops().load(bytes).map_err(|_| broken())?;
        Ok(Self { model, thread: Arc::new(ThreadPool::with_num_threads(1)) })
    }

    /// A text that the makers of the file put beside the network.
    pub(crate) fn note(&self, name: &str) -> Option<&str> {
        self.model.metadata().get(name)
    }
}

impl Network for OnnxNetwork {
    fn run(&mut self, input: Planes) -> Option<Answer> {
        let input = NdTensor::try_from_data(input.shape, input.values).ok()?;
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&self.thread)));
        let answer: Tensor<f32> = self.model.run_one(input.into(), Some(options)).ok()?.try_into().ok()?;
        Some(Answer { shape: answer.shape().to_vec(), values: answer.to_vec() })
    }
}
